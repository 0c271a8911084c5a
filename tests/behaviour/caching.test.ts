import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, registrationAnswer } from './actors/client.ts';
import { Person } from './actors/person.ts';

const { issuer } = inject('stack');
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, issuer), { redirect: 'manual', headers });
const post = (path: string, fields: Record<string, string>) =>
  fetch(new URL(path, issuer), { method: 'POST', body: new URLSearchParams(fields) });

let client: Client;
beforeAll(async () => {
  client = await Client.register(issuer);
});

const PUBLISHED = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/jwks',
];

test.each(PUBLISHED)('%s may be kept by everybody, for five minutes', async (path) => {
  for (const headers of [{}, { origin: 'https://inspector.example' }]) {
    const response = await get(path, headers);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('vary')).toMatch(/\borigin\b/i);
  }
});

describe('nobody may keep', () => {
  test('what the token endpoint answers, tokens and errors', async () => {
    const code = await client.obtainCode(new Person(inject('stack')));
    for (const { headers } of [await client.exchange(code), await client.exchange(code)]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('pragma')).toBe('no-cache');
    }
  });

  test('a registration, which may hold a secret', async () => {
    const metadata = { token_endpoint_auth_method: 'client_secret_post' };
    const { status, headers } = await registrationAnswer(issuer, metadata);
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store']);
  });

  const FOR_PEOPLE = 'no-store, no-transform';

  test.each<[string, () => Promise<Response>, number, string?]>([
    ['a refused registration', () => post('/reg', {}), 400],
    [
      'a revocation',
      () => post('/token/revocation', { client_id: client.clientId, token: 'x' }),
      200,
    ],
    ['a refused revocation', () => post('/token/revocation', {}), 400],
    ['userinfo', () => get('/me', { authorization: 'Bearer nobody' }), 401],
    ['the way to an interaction', () => get(client.authorizationUrl().href), 303, FOR_PEOPLE],
    [
      'an answer to prompt=none',
      () => get(client.authorizationUrl({ prompt: 'none' }).href),
      303,
      FOR_PEOPLE,
    ],
    [
      'a way to a page that was asked for as JSON',
      () => get('/x', { accept: 'application/json' }),
      404,
      FOR_PEOPLE,
    ],
    ['an unknown document', () => get('/.well-known/nothing'), 404, FOR_PEOPLE],
    ['a method that is not served', () => post('/jwks', {}), 404],
  ])('%s', async (_what, ask, status, caching = 'no-store') => {
    const response = await ask();
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, caching]);
  });
});
