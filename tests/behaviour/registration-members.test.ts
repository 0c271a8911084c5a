import { expect, inject, test } from 'vitest';
import { answerOf, Client, registrationAnswer } from './actors/client.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const { issuer } = stack;
const register = (metadata: object) => registrationAnswer(issuer, metadata);
const words = (text: string) => text.split(' ');

test('a client that names authorization_code alone gets no refresh token', async () => {
  const client = await Client.register(issuer, { grant_types: ['authorization_code'] });
  const tokens = await client.obtainTokens(new Person(stack));
  expect(tokens.access_token).toBeTypeOf('string');
  expect(tokens).not.toHaveProperty('refresh_token');
});

test('a client that says nothing but redirect_uris gets a secret, and refreshes', async () => {
  const { status, body } = await answerOf(
    await fetch(new URL('/reg', issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"redirect_uris":["http://127.0.0.1:41233/callback"]}',
    }),
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_basic',
  });
  const [redirectUri = ''] = body.redirect_uris as string[];
  const secret = String(body.client_secret);
  const client = new Client(issuer, String(body.client_id), redirectUri, secret);
  const tokens = await client.obtainTokens(new Person(stack));
  expect((await client.refresh(tokens)).status).toBe(200);
});

test('null and empty members are members that were left out', async () => {
  const nulls = words('client_uri policy_uri jwks software_id default_max_age grant_types');
  const blanks = words('logo_uri tos_uri scope jwks_uri application_type software_version');
  const empty = Object.fromEntries([
    ...nulls.map((name) => [name, null]),
    ...blanks.map((name) => [name, '']),
    ['contacts', []],
    ['response_types', []],
  ]) as object;
  const { status, body } = await register({ ...empty, token_endpoint_auth_method: '' });
  expect([status, body.grant_types]).toEqual([201, ['authorization_code', 'refresh_token']]);
  expect(body.token_endpoint_auth_method).toBe('client_secret_basic');
  for (const name of words('client_uri logo_uri contacts software_id default_max_age jwks')) {
    expect(body).not.toHaveProperty(name);
  }
});

test('a redirect URI that is no target is left out, and the answer shows the others', async () => {
  const good = ['https://client.example/cb', 'http://127.0.0.1:1/cb'];
  const bad = ['http://client.example/cb', 'search-ms:query=x', 'javascript:alert(1)', 'tel:1'];
  const { status, body } = await register({ redirect_uris: [...bad, ...good] });
  expect([status, body.redirect_uris]).toEqual([201, good]);
  for (const uri of bad) {
    const client = new Client(issuer, String(body.client_id), uri);
    const page = await new Person(stack).browser.open(client.authorizationUrl());
    expect([page.status, page.isOutside]).toEqual([400, false]);
  }
});

test.each([
  ['token_endpoint_auth_method', 'client_secret_jwt'],
  ['token_endpoint_auth_method', 42],
  ['token_endpoint_auth_method', 'private_key_jwt'],
  ['id_token_signed_response_alg', 'none'],
  ['id_token_encrypted_response_alg', 'RSA-OAEP'],
  ['dpop_bound_access_tokens', true],
  ['require_auth_time', 'yes'],
  ['require_signed_request_object', true],
  ['jwks', { keys: [{ kty: 'oct', k: 'secret' }] }],
])('%s, which protects, is refused where it cannot be had: %j', async (name, value) => {
  const { status, body } = await register({ [name]: value });
  expect([status, body.error]).toEqual([400, 'invalid_client_metadata']);
  expect(body.error_description).toContain(name);
});
