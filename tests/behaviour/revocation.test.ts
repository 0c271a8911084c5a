import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT, type Tokens, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const person = new Person(stack);
let client: Client;
let other: Client;
let tokens: Tokens;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
  other = await Client.register(stack.issuer);
});
beforeEach(async () => {
  tokens = await client.obtainTokens(person);
});

/** Whether the person's authorization still stands. */
const lives = async (current: Tokens) => (await client.refresh(current)).status === 200;

test('of a refresh token ends its whole family', async () => {
  const next = tokensOf(await client.refresh(tokens));
  expect((await client.revoke(next.refresh_token)).status).toBe(200);
  for (const one of [next, tokens]) {
    const { status, body } = await client.refresh(one);
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_grant');
  }
});

test('of a JWT access token ends the authorization it stands for', async () => {
  expect((await client.revoke(tokens.access_token)).status).toBe(200);
  expect(await lives(tokens)).toBe(false);
});

test('of an opaque access token closes userinfo to it', async () => {
  const openid = await client.obtainTokens(person, { scope: 'openid', resource: undefined });
  expect((await client.revoke(openid.access_token)).status).toBe(200);
  const headers = { authorization: `Bearer ${openid.access_token}` };
  expect((await fetch(new URL('/me', stack.issuer), { headers })).status).toBe(401);
});

test.each([
  ['an unknown token', () => 'x'.repeat(43)],
  ['no token of ours', () => 'e30.e30.e30'],
  ['a token that was changed', () => `${tokens.access_token.slice(0, -8)}AAAAAAAA`],
])('of %s is answered 200 and ends nothing', async (_what, choose) => {
  expect((await client.revoke(choose())).status).toBe(200);
  expect(await lives(tokens)).toBe(true);
});

test('twice is answered 200 twice', async () => {
  expect((await client.revoke(tokens.refresh_token)).status).toBe(200);
  expect((await client.revoke(tokens.refresh_token)).status).toBe(200);
});

describe('by another client', () => {
  test.each([
    ['refresh token', () => tokens.refresh_token],
    ['access token', () => tokens.access_token],
  ])('of a %s is refused, and the token still works', async (_what, choose) => {
    const { status, body } = await other.revoke(choose());
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_request');
    expect(await lives(tokens)).toBe(true);
  });

  test('that does not exist is invalid_client', async () => {
    const nobody = new Client(stack.issuer, 'client_nobody', HTTPS_REDIRECT);
    const { status, body } = await nobody.revoke(tokens.refresh_token);
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_client');
    expect(await lives(tokens)).toBe(true);
  });

  test('that does not prove its secret is invalid_client', async () => {
    const { clientId } = await Client.register(stack.issuer, {
      redirect_uris: [HTTPS_REDIRECT],
      token_endpoint_auth_method: 'client_secret_basic',
    });
    const pretender = new Client(stack.issuer, clientId, HTTPS_REDIRECT);
    const { status, body } = await pretender.revoke(tokens.refresh_token);
    expect([400, 401]).toContain(status);
    expect(body.error).toBe('invalid_client');
  });
});

test('without a token, or by GET, is refused', async () => {
  const url = new URL('/token/revocation', stack.issuer);
  const body = new URLSearchParams({ client_id: client.clientId });
  expect((await fetch(url, { method: 'POST', body })).status).toBe(400);
  expect([404, 405]).toContain((await fetch(url)).status);
});

describe('userinfo', () => {
  const ask = (headers: Record<string, string>) => fetch(new URL('/me', stack.issuer), { headers });

  test.each([
    ['nothing', {}],
    ['a made-up token', { authorization: 'Bearer x' }],
    ['another scheme', { authorization: 'Basic eDp4' }],
  ])('with %s answers 401 with a challenge, in JSON', async (_what, headers) => {
    const response = await ask(headers);
    expect([400, 401]).toContain(response.status);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test.each([
    ['an access token for a resource', () => tokens.access_token],
    ['a refresh token', () => tokens.refresh_token],
  ])('with %s answers 401', async (_what, choose) => {
    expect((await ask({ authorization: `Bearer ${choose()}` })).status).toBe(401);
  });
});
