import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, claimsOf, HTTPS_REDIRECT, type Tokens, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { LEDGER } from './actors/resources.ts';

const stack = inject('stack');
const person = new Person(stack);
let client: Client;
let tokens: Tokens;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
});
beforeEach(async () => {
  tokens = await client.obtainTokens(person);
});

async function expectRefused(answer: ReturnType<Client['refresh']>, error = 'invalid_grant') {
  const { status, body } = await answer;
  expect(status).toBe(400);
  expect(body.error).toBe(error);
}

test('gives a new refresh token and an access token of the same grant', async () => {
  const next = tokensOf(await client.refresh(tokens));
  expect(next.refresh_token).not.toBe(tokens.refresh_token);
  expect(next.access_token).not.toBe(tokens.access_token);
  const { gid, sub, aud, scope, auth_time: authTime } = claimsOf(tokens.access_token);
  const claims = claimsOf(next.access_token);
  expect(claims).toMatchObject({ gid, sub, aud, scope, auth_time: authTime });
  expect(claims.jti).not.toBe(claimsOf(tokens.access_token).jti);
});

test('was issued to a client that never said offline_access', () => {
  expect(tokens.scope).not.toContain('offline_access');
  expect(tokens.refresh_token).toMatch(/^[\w-]{43,}$/);
});

test('goes on, one after the other', async () => {
  let current = tokens;
  for (let turn = 0; turn < 5; turn += 1) current = tokensOf(await client.refresh(current));
  expect(claimsOf(current.access_token).gid).toBe(claimsOf(tokens.access_token).gid);
});

test('can be for fewer scopes, and the next one for all again', async () => {
  const fewer = tokensOf(await client.refresh(tokens, { scope: 'notes:read' }));
  expect(claimsOf(fewer.access_token).scope).toBe('notes:read');
  const all = tokensOf(await client.refresh(fewer));
  expect(claimsOf(all.access_token).scope).toBe('notes:read notes:write');
});

// What real clients repeat: RFC 6749 §6 lets a request name scopes, and these name what they asked for.
test.each<[asked: string, prompt: string | undefined, untick: string[], answered: string]>([
  ['notes:read offline_access', undefined, [], 'notes:read'],
  ['notes:read offline_access', 'consent', [], 'notes:read'],
  ['notes:read notes:write offline_access', 'consent', ['notes:write'], 'notes:read'],
  ['openid notes:read offline_access', 'consent', [], 'notes:read'],
  ['openid profile email', undefined, [], 'notes:read notes:write'],
  ['offline_access', undefined, [], 'notes:read notes:write'],
  ['notes:read admin ledger:read offline_access', undefined, [], 'notes:read'],
])(
  'with what was asked for at first, %s (prompt %s, unticked %j), is answered with what was granted, again and again',
  async (scope, prompt, untick, answered) => {
    const own = await Client.register(stack.issuer);
    let current = await own.obtainTokens(person, { scope, prompt }, { untick });
    expect(current.scope).toBe(answered);
    for (let turn = 0; turn < 2; turn += 1) {
      current = tokensOf(await own.refresh(current, { scope }));
      expect(current.scope).toBe(answered);
      expect(claimsOf(current.access_token).scope).toBe(answered);
      expect(current.id_token !== undefined).toBe(scope.includes('openid'));
    }
  },
);

test('can be for more than was granted, and gets what was', async () => {
  const own = await Client.register(stack.issuer);
  const read = await own.obtainTokens(person, { scope: 'notes:read' });
  const more = tokensOf(await own.refresh(read, { scope: 'notes:read notes:write admin' }));
  expect([more.scope, claimsOf(more.access_token).scope]).toEqual(['notes:read', 'notes:read']);
  await expectRefused(own.refresh(more, { scope: 'notes:write' }), 'invalid_scope');
  expect(tokensOf(await own.refresh(more, { scope: '' })).scope).toBe('notes:read');
});

test('a repeated scope is refused', async () => {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: client.clientId,
    refresh_token: tokens.refresh_token,
    scope: 'notes:read',
  });
  body.append('scope', 'notes:write');
  const { status } = await fetch(new URL('/token', stack.issuer), { method: 'POST', body });
  expect(status).toBe(400);
  expect((await client.refresh(tokens)).status).toBe(200);
});

test.each([
  ['a scope that was not granted', { scope: 'admin' }, 'invalid_scope'],
  ['a scope in other letters', { scope: 'NOTES:READ' }, 'invalid_scope'],
  ['another resource', { resource: LEDGER }, 'invalid_target'],
  ['an unknown resource', { resource: 'https://evil.example/' }, 'invalid_target'],
])('%s is refused and uses nothing up', async (_what, parameters, error) => {
  await expectRefused(client.refresh(tokens, parameters), error);
  const next = tokensOf(await client.refresh(tokens));
  expect((await client.refresh(next)).status).toBe(200);
});

test('a token of another client is refused, and still works for its own', async () => {
  const other = await Client.register(stack.issuer);
  await expectRefused(other.refresh(tokens));
  expect((await client.refresh(tokens)).status).toBe(200);
});

test('a confidential client has to say who it is', async () => {
  const confidential = await Client.register(stack.issuer, {
    redirect_uris: [HTTPS_REDIRECT],
    token_endpoint_auth_method: 'client_secret_post',
  });
  const its = await confidential.obtainTokens(person);
  const { status, body } = await confidential.refresh(its, { client_secret: undefined });
  expect([400, 401]).toContain(status);
  expect(body.error).toBe('invalid_client');
  expect((await confidential.refresh(its)).status).toBe(200);
});

test.each([
  ['an access token', (all: Tokens) => all.access_token],
  ['a token cut short', (all: Tokens) => all.refresh_token.slice(0, -1)],
  ['made up', () => 'x'.repeat(43)],
])('%s is no refresh token', async (_what, choose) => {
  await expectRefused(client.refresh({ refresh_token: choose(tokens) }));
  expect((await client.refresh(tokens)).status).toBe(200);
});

describe('a refresh token that is presented again', () => {
  test('while its successor is unused, gets the same successor', async () => {
    const first = tokensOf(await client.refresh(tokens));
    const second = tokensOf(await client.refresh(tokens));
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    expect((await client.refresh(first)).status).toBe(200);
  });

  test('after its successor was used, is refused, and the chain goes on', async () => {
    const first = tokensOf(await client.refresh(tokens));
    const second = tokensOf(await client.refresh(first));
    await expectRefused(client.refresh(tokens));
    expect((await client.refresh(second)).status).toBe(200);
  });

  test('by another client gets nothing', async () => {
    const other = await Client.register(stack.issuer);
    const first = tokensOf(await client.refresh(tokens));
    await expectRefused(other.refresh(tokens));
    expect((await client.refresh(first)).status).toBe(200);
  });

  test('twenty times at once has one successor for all', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.refresh(tokens)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const successors = new Set(answers.map((answer) => tokensOf(answer).refresh_token));
    expect(successors.size).toBe(1);
    const [successor = ''] = successors;
    expect((await client.refresh({ refresh_token: successor })).status).toBe(200);
  });
});

test('of OpenID scopes alone gives userinfo and an ID token again', async () => {
  const parameters = { scope: 'openid email', resource: undefined };
  const openid = await client.obtainTokens(person, parameters);
  const next = tokensOf(await client.refresh(openid));
  expect(claimsOf(next.id_token!)).toMatchObject({ iss: stack.issuer, aud: client.clientId });
  const headers = { authorization: `Bearer ${next.access_token}` };
  const userinfo = await fetch(new URL('/me', stack.issuer), { headers });
  expect(await userinfo.json()).toMatchObject({ email: 'ada@example.com' });
});
