import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, type Code, newVerifier, type Parameters, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { LEDGER, NOTES } from './actors/resources.ts';

const stack = inject('stack');
const person = new Person(stack);
let client: Client;
let other: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
  other = await Client.register(stack.issuer);
});
const obtainCode = (parameters?: Parameters) => client.obtainCode(person, parameters);

/** The userinfo endpoint knows an opaque token as long as its grant lives. */
async function userinfoStatus(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(new URL('/me', stack.issuer), { headers })).status;
}

const wrong: [string, (code: Code) => Parameters, string][] = [
  ['no verifier', () => ({ code_verifier: undefined }), 'invalid_grant'],
  ['another verifier', () => ({ code_verifier: newVerifier() }), 'invalid_grant'],
  ['a verifier too short', () => ({ code_verifier: 'short' }), 'invalid_request'],
  ['another redirect URI', () => ({ redirect_uri: 'http://127.0.0.1:1/other' }), 'invalid_grant'],
  ['another resource', () => ({ resource: LEDGER }), 'invalid_target'],
  ['an unknown resource', () => ({ resource: 'https://evil.example/' }), 'invalid_target'],
  ['a code cut short', ({ code }) => ({ code: code.slice(0, -1) }), 'invalid_grant'],
  ['a code with more', ({ code }) => ({ code: `${code}A` }), 'invalid_grant'],
  ['a code in other case', ({ code }) => ({ code: code.toUpperCase() }), 'invalid_grant'],
  ['no code', () => ({ code: undefined }), 'invalid_request'],
];
test.each(wrong)('%s is refused and uses nothing up', async (_what, change, error) => {
  const code = await obtainCode();
  const { status, body, headers } = await client.exchange(code, change(code));
  expect(status).toBe(400);
  expect(body.error).toBe(error);
  expect(headers.get('cache-control')).toContain('no-store');
  expect((await client.exchange(code)).status).toBe(200);
});

test('another client cannot exchange the code, and does not spoil it', async () => {
  const code = await obtainCode();
  const { status, body } = await other.exchange(code, { redirect_uri: client.redirectUri });
  expect(status).toBe(400);
  expect(body.error).toBe('invalid_grant');
  expect((await client.exchange(code)).status).toBe(200);
});

describe('a code that was exchanged', () => {
  test('is refused the second time, and what it gave is dead', async () => {
    const openid = { scope: 'openid', resource: undefined };
    const code = await obtainCode(openid);
    const tokens = tokensOf(await client.exchange(code));
    expect(await userinfoStatus(tokens.access_token)).toBe(200);

    const { status, body } = await client.exchange(code);
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_grant');
    expect(await userinfoStatus(tokens.access_token)).toBe(401);
    expect((await client.refresh(tokens)).body.error).toBe('invalid_grant');
  });

  test.each<[string, Parameters]>([
    ['another verifier', { code_verifier: newVerifier() }],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1:1/other' }],
  ])('and comes back with %s takes nothing away from its owner', async (_what, parameters) => {
    const code = await obtainCode();
    const tokens = tokensOf(await client.exchange(code));
    expect((await client.exchange(code, parameters)).body.error).toBe('invalid_grant');
    expect((await client.refresh(tokens)).status).toBe(200);
  });

  test('and is stolen by another client takes nothing away from its owner', async () => {
    const code = await obtainCode();
    const tokens = tokensOf(await client.exchange(code));
    const stolen = await other.exchange(code, { redirect_uri: client.redirectUri });
    expect(stolen.body.error).toBe('invalid_grant');
    expect((await client.refresh(tokens)).status).toBe(200);
  });
});

test('of twenty exchanges at once exactly one succeeds', async () => {
  const code = await obtainCode();
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.exchange(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(19);
});

test('a resource in the token request is the one of the authorization', async () => {
  const tokens = tokensOf(await client.exchange(await obtainCode(), { resource: NOTES }));
  expect(tokens.scope).toBe('notes:read notes:write');
});

test('a code looks like nothing and holds 128 bits at least', async () => {
  const { code } = await obtainCode();
  expect(code).toMatch(/^[\w-]{22,}$/);
});
