import { describe, expect, it } from 'vitest';

import { oddBodies, oddStatuses, withStatus } from '../../remote/fake-server.fixture.ts';
import type { AuthError } from '../../errors/errors.ts';
import type { Presentation } from '../../contract/verifier.ts';
import {
  active,
  audience,
  endpoint,
  introspection,
  issuer,
  seconds,
} from './introspection.fixture.ts';
import type { IntrospectionVerifierOptions } from './options.ts';

const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;
const unavailable = expect.objectContaining({
  code: 'issuer_unavailable',
  status: 503,
  headers: { 'Retry-After': '1' },
}) as Error;

async function verdictOn(changes: object, options: Partial<IntrospectionVerifierOptions> = {}) {
  const asked = introspection(options);
  asked.answer = () => ({ ...active, ...changes });
  return asked.verifier.verify('token');
}

describe('a token that is active', () => {
  it('is accepted and says who is asking', async () => {
    const { verifier, sent } = introspection();
    expect(await verifier.verify('token')).toEqual({
      token: 'token',
      clientId: 'client-1',
      scopes: ['mcp:read', 'mcp:write'],
      expiresAt: seconds + 900,
      subject: 'user-1',
      issuer,
      resource: new URL(audience),
      extra: { claims: active },
    });
    expect(sent).toMatchObject([
      {
        url: endpoint,
        method: 'POST',
        redirect: 'manual',
        body: 'token=token&token_type_hint=access_token',
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['for another resource', { aud: 'https://other.example.com' }, 'token_audience_mismatch'],
    ['for others besides', { aud: [audience, 'other'] }, 'token_audience_mismatch'],
    ['for nobody', { aud: undefined }, 'token_audience_mismatch'],
    ['for an odd audience', { aud: { 0: audience } }, 'token_audience_mismatch'],
    ['of another issuer', { iss: `${issuer}/` }, 'token_issuer_mismatch'],
    ['of an odd issuer', { iss: [issuer] }, 'token_issuer_mismatch'],
    ['expired', { exp: seconds - 5 }, 'token_expired'],
    ['not valid yet', { nbf: seconds + 6 }, 'token_not_yet_valid'],
    ['without a subject', { sub: undefined }, 'token_claim_missing'],
    ['with an odd subject', { sub: 7 }, 'token_claim_invalid'],
    ['without a client', { client_id: undefined }, 'token_claim_missing'],
    ['with an odd client', { client_id: {} }, 'token_claim_invalid'],
    ['with a time in text', { exp: String(seconds + 900) }, 'token_claim_invalid'],
    ['with an odd nbf', { nbf: null }, 'token_claim_invalid'],
    ['with a negative time', { exp: -1 }, 'token_claim_invalid'],
    [
      'a refresh token',
      { token_type: undefined, token_use: 'refresh_token' },
      'token_type_refused',
    ],
    ['a refresh token elsewhere', { token_type: 'refresh_token' }, 'token_type_refused'],
    ['an offline token', { typ: 'Offline' }, 'token_type_refused'],
    ['an ID token', { token_type: undefined, typ: 'ID' }, 'token_type_refused'],
    ['of an odd type', { token_type: ['Bearer'] }, 'token_type_refused'],
    ['bound to a key', { cnf: { jkt: 'A'.repeat(43) } }, 'token_binding_unchecked'],
    ['oddly bound', { cnf: null }, 'token_binding_unchecked'],
    ['of type DPoP without its key', { token_type: 'DPoP' }, 'token_claim_missing'],
  ])('is refused when it is %s', async (_what, changes, code) => {
    await expect(verdictOn(changes)).rejects.toThrow(refusedWith(code));
  });

  it.each([{ aud: [audience] }, { iss: undefined }, { exp: seconds - 4 }, { nbf: seconds + 5 }])(
    'is accepted with %j',
    async (changes) => {
      await expect(verdictOn(changes)).resolves.toBeDefined();
    },
  );

  it.each([undefined, ['mcp:read'], 7, {}])('has no scopes by %j', async (scope) => {
    expect((await verdictOn({ scope })).scopes).toEqual([]);
  });

  it('without an end is good for as long as it is remembered', async () => {
    expect((await verdictOn({ exp: undefined })).expiresAt).toBe(seconds + 30);
    expect((await verdictOn({ exp: undefined }, { maxAge: 0 })).expiresAt).toBe(seconds + 1);
  });

  it('may be bound to a key where somebody checks that', async () => {
    const cnf = { jkt: 'A'.repeat(43) };
    const asked = introspection();
    asked.answer = () => ({ ...active, cnf, token_type: 'DPoP' });
    const presentation: Presentation = {
      scheme: 'DPoP',
      proofs: [],
      method: 'POST',
      url: audience,
      bindingIsChecked: true,
    };
    expect(await asked.verifier.verify('token', presentation)).toMatchObject({ confirmation: cnf });
    await expect(asked.verifier.verify('token')).rejects.toThrow(
      refusedWith('token_binding_unchecked'),
    );
  });
});

describe('options', () => {
  it('let the client stand in for an audience that is not told', async () => {
    const options = { audienceClaim: 'client_id', audience: ['client-1', 'client-2'] };
    await expect(verdictOn({ aud: undefined }, options)).resolves.toBeDefined();
    await expect(verdictOn({ client_id: 'client-3' }, options)).rejects.toThrow(
      refusedWith('token_audience_mismatch'),
    );
  });

  it('let in tokens without an audience only when that was said, and never with another', async () => {
    const options = { acceptMissingAudience: true };
    expect(await verdictOn({ aud: undefined }, options)).not.toHaveProperty('resource');
    for (const aud of ['https://other.example.com', null, '', []]) {
      await expect(verdictOn({ aud }, options)).rejects.toThrow(
        refusedWith('token_audience_mismatch'),
      );
    }
  });

  it('name where client and scopes are, audiences besides, and what every token needs', async () => {
    const options = {
      clientIdClaims: ['azp', 'client_id'],
      scopeClaims: ['scopes'],
      otherAudiences: ['account'],
      requiredScopes: ['a'],
      requiredClaims: { org: 'acme' },
    };
    const good = { azp: 'client-2', scopes: ['a', 'b'], aud: [audience, 'account'], org: 'acme' };
    expect(await verdictOn(good, options)).toMatchObject({
      clientId: 'client-2',
      scopes: ['a', 'b'],
    });
    await expect(verdictOn({ ...good, scopes: ['b'] }, options)).rejects.toThrow(
      refusedWith('scope_insufficient', 403),
    );
    await expect(verdictOn({ ...good, org: 'other' }, options)).rejects.toThrow(
      refusedWith('token_claim_invalid'),
    );
  });

  it.each<Partial<Record<keyof IntrospectionVerifierOptions, unknown>>>([
    { audience: undefined },
    { audience: '' },
    { audience: [] },
    { issuer: '' },
    { issuer: undefined },
    { endpoint: 'http://auth.example.com/introspect' },
    { endpoint: '' },
    { endpoint: undefined, issuer: 'our-own-tool' },
    { endpoint: undefined, issuer: 'http://auth.example.com' },
    { clientAuthentication: undefined },
    { requiredClaims: { org: undefined } },
    { clockTolerance: Number.NaN },
    { maxTokenLength: 0 },
    { maxAge: 3601 },
  ])('that cannot be right are refused at start: %j', (options) => {
    expect(() => introspection(options as object)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

describe('an answer', () => {
  it('that the token is not active is a refusal', async () => {
    await expect(verdictOn({ active: false })).rejects.toThrow(refusedWith('token_inactive'));
  });

  it.each(['true', 1, null, undefined, {}, [true]])(
    'with active as %j neither lets in nor refuses',
    async (value) => {
      await expect(verdictOn({ active: value })).rejects.toThrow(unavailable);
    },
  );

  it.each(oddBodies)('that is %s is 503, and reported', async (_what, body) => {
    const asked = introspection();
    asked.answer = body;
    await expect(asked.verifier.verify('token')).rejects.toThrow(unavailable);
    expect(asked.problems).toHaveLength(1);
  });

  it.each([...oddStatuses, 400, 401, 403, 404])(
    'of %i is 503, and nothing is sent elsewhere',
    async (status) => {
      const asked = introspection();
      asked.answer = () => withStatus(status);
      await expect(asked.verifier.verify('token')).rejects.toThrow(unavailable);
      expect(asked.sent).toHaveLength(1);
      expect(asked.problems).toHaveLength(1);
    },
  );

  it('tells nobody the token or the secret when it cannot be used', async () => {
    const asked = introspection();
    asked.answer = () => withStatus(401);
    const verdict = asked.verifier.verify('token-that-is-secret');
    const error = await verdict.catch((thrown: unknown) => thrown);
    const told = ([error, ...asked.problems] as AuthError[]).map(
      ({ message, description, cause }) =>
        [message, description, (cause as Error | undefined)?.message].join(),
    );
    expect(told.join()).not.toMatch(/token-that-is-secret|secret-of-the-server/);
  });
});
