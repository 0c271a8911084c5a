import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { eventFigures } from './event-figures.ts';

const WHO = { clientId: 'a client', userId: 'a person', grantId: 'a grant' };

function watch() {
  const registry = new Registry();
  const tell = eventFigures(registry, {
    providers: ['github', 'google'],
    grantTypes: ['authorization_code', 'refresh_token'],
    endpoints: ['token', 'registration'],
    limits: ['registrations'],
  });
  const series = async () =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith('gatehouse_'));
  return {
    tell: (event: Event) => tell(event, {}),
    series,
    /** those that are not zero */
    counted: async () => (await series()).filter((line) => !line.endsWith(' 0')),
  };
}

test('every counter is there from the start, and zero', async () => {
  const { series, counted } = watch();
  const names = new Set((await series()).map((line) => line.split('{')[0]));
  expect(names).toEqual(
    new Set([
      'gatehouse_client_documents_total',
      'gatehouse_clients_total',
      'gatehouse_consents_total',
      'gatehouse_grants_ended_total',
      'gatehouse_limited_requests_total',
      'gatehouse_refused_requests_total',
      'gatehouse_refused_sign_ins_total',
      'gatehouse_registrations_total',
      'gatehouse_returned_tokens_total',
      'gatehouse_sign_ins_total',
      'gatehouse_tokens_issued_total',
      'gatehouse_upstream_failures_total',
    ]),
  );
  expect(await counted()).toEqual([]);
});

test('each event counts where it belongs', async () => {
  const { tell, counted } = watch();
  tell({ type: 'signed_in', provider: 'github', userId: 'a person' });
  tell({ type: 'sign_in_refused', provider: 'google', reason: 'no_rule' });
  tell({ type: 'tokens_issued', grantType: 'refresh_token', ...WHO });
  tell({ type: 'token_returned', presented: 'code', outcome: 'revoked', ...WHO });
  tell({ type: 'grant_ended', reason: 'replay', grantId: 'a grant' });
  tell({ type: 'grant_ended', reason: 'replay', grantId: 'another' });
  tell({ type: 'request_refused', endpoint: 'token', error: 'invalid_grant' });
  tell({ type: 'limited', limit: 'registrations' });
  expect(new Set(await counted())).toEqual(
    new Set([
      'gatehouse_grants_ended_total{reason="replay"} 2',
      'gatehouse_limited_requests_total{limit="registrations"} 1',
      'gatehouse_refused_requests_total{endpoint="token",error="invalid_grant"} 1',
      'gatehouse_refused_sign_ins_total{provider="google",reason="no_rule"} 1',
      'gatehouse_returned_tokens_total{presented="code",outcome="revoked"} 1',
      'gatehouse_sign_ins_total{provider="github",outcome="signed_in"} 1',
      'gatehouse_sign_ins_total{provider="google",outcome="refused"} 1',
      'gatehouse_tokens_issued_total{grant_type="refresh_token"} 1',
    ]),
  );
});

test('what became of registrations, and what ended with clients, counts there, too', async () => {
  const { tell, counted } = watch();
  tell({ type: 'client_registered', clientId: 'a client', kind: 'dynamic' });
  tell({ type: 'client_registered', clientId: 'another', kind: 'operator' });
  tell({ type: 'client_document', clientId: 'https://client.example/x', outcome: 'last_good' });
  tell({ type: 'request_refused', endpoint: 'registration', error: 'invalid_client_metadata' });
  tell({ type: 'request_refused', endpoint: 'registration', error: 'too_many_requests' });
  tell({ type: 'client_ended', clientId: 'a client', reason: 'removed', grants: 3 });
  tell({ type: 'client_ended', clientId: 'another', reason: 'unused', grants: 0 });
  const others = new Set(await counted());
  for (const line of [
    'gatehouse_client_documents_total{outcome="last_good"} 1',
    'gatehouse_registrations_total{outcome="registered"} 1',
    'gatehouse_registrations_total{outcome="refused"} 1',
    'gatehouse_registrations_total{outcome="limited"} 1',
    'gatehouse_grants_ended_total{reason="client_removed"} 3',
    'gatehouse_clients_total{change="removed"} 1',
    'gatehouse_clients_total{change="unused"} 1',
    'gatehouse_clients_total{change="registered"} 2',
  ]) {
    expect(others).toContain(line);
  }
});

test('a word that nobody knows is `other`, so nobody can add series', async () => {
  const { tell, series, counted } = watch();
  const before = (await series()).length;
  for (let one = 0; one < 100; one += 1) {
    tell({ type: 'request_refused', endpoint: `made up ${one}`, error: `also ${one}` });
  }
  expect(await counted()).toEqual([
    'gatehouse_refused_requests_total{endpoint="other",error="other"} 100',
  ]);
  expect((await series()).length).toBe(before + 1);
});
