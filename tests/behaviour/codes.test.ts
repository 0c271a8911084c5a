import { beforeAll, expect, inject, test } from 'vitest';
import { Client, type Code, newVerifier, type Parameters, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { LEDGER, NOTES } from './actors/resources.ts';

const stack = inject('stack');
const person = new Person(stack);
let client: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
});
const obtainCode = (parameters?: Parameters) => client.obtainCode(person, parameters);

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

test('a resource in the token request is the one of the authorization', async () => {
  const tokens = tokensOf(await client.exchange(await obtainCode(), { resource: NOTES }));
  expect(tokens.scope).toBe('notes:read notes:write');
});

test('a code looks like nothing and holds 128 bits at least', async () => {
  const { code } = await obtainCode();
  expect(code).toMatch(/^[\w-]{22,}$/);
});
