/**
 * One way through everything that happens, on a running server with the log of an ordinary installation:
 * what is told of it, once each, by whose request, and in the figures.
 */
import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, HTTPS_REDIRECT, registrationAnswer, tokensOf } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { formTo } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { Registered } from './actors/registered.ts';
import { rawRequest } from './actors/raw-request.ts';
import { type LogLine, linesOf, referenceOn } from './actors/reference.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';

const BAD_REGISTRATION = { redirect_uris: ['http://elsewhere.example/cb'] };
const BOTH = { scope: 'notes:read notes:write' };

let stack: Stack;
let client: Client;
let own: Registered;
let added: AddedClient;
let cause: unknown;
const secrets: string[] = [];
let metrics: string;
beforeAll(async () => {
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({
    dataTemplate,
    withMcp: false,
    auth: {
      RESOURCES,
      LOG_LEVEL: 'info',
      ADMIT: 'ada@example.com',
      LIMITS: 'on',
      LIMIT_REGISTRATION_FAILURES: '3/1h',
    },
  });
  await everything();
  // The last of it is written by now, too.
  await vi.waitFor(() => {
    if (eventsOf('client_ended').length < 2) throw new Error('the last line is not there');
  });
  metrics = await (await fetch(new URL('/metrics', stack.operationsUrl))).text();
});
afterAll(() => stack?.stop());

async function everything(): Promise<void> {
  client = await Client.register(stack.issuer);
  const stranger = new Person(stack);
  await stranger.open(client.authorizationUrl(), { as: 'alan' });
  const late = new Person(stack);
  const callback = await late.stopAtCallback(client.authorizationUrl());
  callback.searchParams.set('code', 'made-up');
  const failed = await late.browser.open(callback);
  await vi.waitFor(() => {
    const line = linesOf(stack.auth.output).find(
      ({ reference }) => reference !== undefined && reference === referenceOn(failed),
    );
    if (line === undefined) throw new Error('the page has no line yet');
    cause = line.cause_id;
  });

  const person = new Person(stack);
  const code = await client.obtainCode(person, BOTH);
  const first = tokensOf(await client.exchange(code));
  const second = tokensOf(await client.refresh(first));
  await client.refresh(first);
  secrets.push(code.code, code.code_verifier, first.refresh_token, second.refresh_token);
  // What was allowed for it ends with the code that comes back.
  await client.exchange(code);
  const less = await client.obtainTokens(person, BOTH, { untick: ['notes:write'] });
  await client.revoke(less.refresh_token);
  secrets.push(less.refresh_token);
  await person.authorize(client.authorizationUrl(), { decide: 'deny' });

  const command = Gatehouse.of(stack);
  const proof = ['--auth-method', 'client_secret_post', '--redirect-uri', HTTPS_REDIRECT];
  const asked = ['clients', 'add', 'A site', '--resource', NOTES, '--silent'];
  added = await command.json<AddedClient>(...asked, ...proof);
  secrets.push(added.client_secret);
  const site = new Client(stack.issuer, added.client_id, HTTPS_REDIRECT, added.client_secret);
  await site.obtainTokens(person);
  await site.obtainCode(person);
  await new Client(stack.issuer, added.client_id, HTTPS_REDIRECT, 'wrong').refresh(second);

  const consent = await person.open(client.authorizationUrl());
  await person.browser.submit(formTo(consent, '/switch')!, consent);

  own = await Registered.at(stack.issuer);
  secrets.push(own.token);
  await own.replace({ redirect_uris: [HTTPS_REDIRECT], token_endpoint_auth_method: 'none' });
  await own.ask('GET', undefined, { authorization: 'Bearer another' });
  await own.remove();

  await registrationAnswer(stack.issuer, BAD_REGISTRATION);
  await registrationAnswer(stack.issuer, BAD_REGISTRATION);
  await registrationAnswer(stack.issuer, BAD_REGISTRATION);
  await rawRequest(stack.issuer, ['POST /token HTTP/1.1', 'Host: elsewhere.example']);
  await command.json('clients', 'disable', added.client_id);
  await command.json('clients', 'enable', added.client_id);
  await command.json('clients', 'remove', added.client_id);
}

function eventsOf(event: string): LogLine[] {
  return linesOf(stack.auth.output).filter((line) => line.event === event);
}

const USER = /^usr_/;
const byUs = () => ({ client_id: client.clientId, user_id: expect.stringMatching(USER) as string });
const site = () => ({ client_id: added.client_id });

/** In order, by event; members of each line. */
const EXPECTED: Readonly<Record<string, () => object[]>> = {
  key_made: () => [{ alg: 'ES256' }, { alg: 'RS256' }],
  client_registered: () => [
    { client_id: client.clientId, kind: 'dynamic' },
    { ...site(), kind: 'operator' },
    { client_id: own.clientId, kind: 'dynamic' },
  ],
  sign_in_refused: () => [{ provider: 'github', reason: 'no_rule' }],
  upstream_failed: () => [{ provider: 'github', kind: 'expired', id: cause }],
  signed_in: () => [{ provider: 'github', user_id: expect.stringMatching(USER) as string }],
  consent_given: () => [
    { ...byUs(), resource: NOTES, scopes: ['notes:read', 'notes:write'], refused: [] },
    { ...byUs(), resource: NOTES, scopes: ['notes:read'], refused: ['notes:write'] },
    { ...site(), resource: NOTES },
  ],
  consent_withdrawn: () => [{ ...byUs(), resource: NOTES, scopes: ['notes:write'] }],
  consent_denied: () => [byUs()],
  consent_reused: () => [{ ...site(), by: 'decision', resource: NOTES }],
  signed_out: () => [{ user_id: expect.stringMatching(USER) as string }],
  tokens_issued: () => [
    { ...byUs(), grant_type: 'authorization_code' },
    { ...byUs(), grant_type: 'refresh_token' },
    { ...byUs(), grant_type: 'refresh_token' },
    { ...byUs(), grant_type: 'authorization_code' },
    { ...site(), grant_type: 'authorization_code' },
  ],
  token_returned: () => [
    { ...byUs(), reason: 'successor', presented: 'refresh_token' },
    { ...byUs(), reason: 'replay', presented: 'code', level: 40 },
  ],
  grant_ended: () => [
    { ...byUs(), reason: 'replay' },
    { ...byUs(), reason: expect.stringMatching(/^(?:revoked|client_request)$/) as string },
  ],
  request_refused: () => [
    { endpoint: 'token', reason: 'invalid_grant', client_id: client.clientId },
    { endpoint: 'token', reason: 'invalid_client', ...site() },
    { endpoint: 'client_configuration', reason: 'invalid_token' },
    { endpoint: 'registration', reason: 'invalid_redirect_uri' },
    { endpoint: 'registration', reason: 'invalid_redirect_uri' },
    { endpoint: 'registration', reason: 'too_many_requests' },
    { endpoint: 'token', reason: 'misdirected_request' },
  ],
  limited: () => [{ reason: 'registrationFailures' }],
  client_changed: () => [
    { client_id: own.clientId, change: 'replaced', grants: 0 },
    { ...site(), change: 'disabled' },
    { ...site(), change: 'enabled' },
  ],
  client_ended: () => [
    { client_id: own.clientId, reason: 'removed_itself', grants: 0 },
    { ...site(), reason: 'removed', grants: expect.any(Number) as number },
  ],
};

describe('the log', () => {
  test.each(Object.entries(EXPECTED))('of %s', (event, expected) => {
    const lines = eventsOf(event);
    expect(lines).toMatchObject(expected());
    // What happens before anybody asks has no request.
    const ids = lines.filter(({ id }) => /^[\w-]{36}$/.test(String(id)));
    expect(ids).toHaveLength(event === 'key_made' ? 0 : lines.length);
  });

  test('has no event that is not looked for here, and no secret', () => {
    const told = linesOf(stack.auth.output).flatMap(({ event }) => event ?? []);
    expect(new Set(told)).toEqual(new Set(Object.keys(EXPECTED)));
    for (const secret of secrets) expect(stack.auth.output).not.toContain(secret);
    expect(stack.auth.output).not.toContain('127.0.0.1"');
  });
});

test.each([
  'sign_ins_total{provider="github",outcome="signed_in"} 1',
  'sign_ins_total{provider="github",outcome="refused"} 1',
  'sign_ins_total{provider="github",outcome="failed"} 1',
  'sign_ins_total{provider="google",outcome="failed"} 0',
  'refused_sign_ins_total{provider="github",reason="no_rule"} 1',
  'upstream_failures_total{provider="github",code="expired",told_by="provider"} 1',
  'consents_total{outcome="given"} 3',
  'consents_total{outcome="denied"} 1',
  'consents_total{outcome="withdrawn"} 1',
  'registrations_total{outcome="registered"} 2',
  'registrations_total{outcome="refused"} 2',
  'registrations_total{outcome="limited"} 1',
  'clients_total{change="registered"} 3',
  'clients_total{change="replaced"} 1',
  'clients_total{change="removed"} 1',
  'clients_total{change="removed_itself"} 1',
  'tokens_issued_total{grant_type="authorization_code"} 3',
  'tokens_issued_total{grant_type="refresh_token"} 2',
  'tokens_issued_total{grant_type="client_credentials"} 0',
  'returned_tokens_total{presented="code",outcome="revoked"} 1',
  'grants_ended_total{reason="replay"} 1',
  'grants_ended_total{reason="client_unused"} 0',
  'grants_ended_total{reason="client_removed_itself"} 0',
  'refused_requests_total{endpoint="client_configuration",error="invalid_token"} 1',
  'refused_requests_total{endpoint="registration",error="too_many_requests"} 1',
  'refused_requests_total{endpoint="token",error="misdirected_request"} 1',
  'limited_requests_total{limit="registrationFailures"} 1',
  'limited_requests_total{limit="signIns"} 0',
])('the figures have gatehouse_%s', (line) => {
  expect(metrics.split('\n')).toContain(`gatehouse_${line}`);
});
