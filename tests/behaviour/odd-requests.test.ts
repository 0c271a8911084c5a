import { describe, expect, inject, test } from 'vitest';
import { Client } from './actors/client.ts';
import { formTo } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');

describe('a NUL character, which Postgres cannot store', () => {
  test.each([
    { state: 'a\0b' },
    { nonce: 'a\0b', scope: 'openid' },
    { login_hint: 'a\0b' },
    { scope: 'notes:read \0' },
    { client_id: 'a\0b' },
    { resource: 'https://x.example/\0' },
  ])('in an authorization request is refused: %j', async (parameters) => {
    const client = await Client.register(stack.issuer);
    const page = await new Person(stack).browser.open(client.authorizationUrl(parameters));
    expect(page.status).toBe(400);
  });

  test('in a path or at a callback is refused', async () => {
    const { browser } = new Person(stack);
    for (const path of ['/callback/github?state=%00&code=x', '/interaction/%00', '/auth/%00']) {
      expect([path, (await browser.open(`${stack.issuer}${path}`)).status]).toEqual([path, 400]);
    }
  });

  test('at the token endpoint is an unknown token, code or client', async () => {
    const client = await Client.register(stack.issuer);
    const token = { grant_type: 'refresh_token', refresh_token: 'a\0b' };
    expect((await client.token(token)).status).toBe(400);
    const code = { code: 'a\0b', code_verifier: 'x'.repeat(43) };
    expect((await client.exchange(code)).status).toBe(400);
    expect((await client.revoke('a\0b')).status).toBe(200);
    expect(await client.token({ ...token, client_id: 'a\0b' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test.each([{ client_name: 'a\0b' }, { software_id: 'a\0b' }, { contacts: ['a\0b'] }])(
    'in a registration is refused: %j',
    async (metadata) => {
      const response = await fetch(new URL('/reg', stack.issuer), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ redirect_uris: ['http://127.0.0.1/cb'], ...metadata }),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' });
    },
  );
});

describe('a program that asks for JSON', () => {
  const json = { accept: 'application/json' };
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(new URL(path, stack.issuer), { method, headers: json });
    return { status: response.status, body: (await response.json()) as { error: string } };
  };

  test.each(['/token', '/me', '/reg', '/jwks', '/token/revocation'])(
    'is told in JSON that %s does not answer to DELETE',
    async (path) => {
      const { status, body } = await ask(path, 'DELETE');
      expect([status, body.error]).toEqual([404, 'invalid_request']);
    },
  );

  test('is told in JSON what is wrong at a page', async () => {
    expect(await ask('/nothing')).toMatchObject({ status: 404, body: { error: 'not_found' } });
    expect(await ask('/auth?client_id=x')).toMatchObject({
      status: 400,
      body: { error: 'invalid_client' },
    });
  });

  test('gets an empty answer, and no JSON of nothing, for a revoked access token', async () => {
    const client = await Client.register(stack.issuer);
    const tokens = await client.obtainTokens(new Person(stack));
    const { status, headers } = await client.revoke(tokens.access_token);
    expect(status).toBe(200);
    expect(headers.get('content-type') ?? '').not.toContain('json');
  });
});

test('max_age=0 asks to sign in again, within the same second and without openid', async () => {
  const client = await Client.register(stack.issuer);
  const person = new Person(stack);
  await person.authorize(client.authorizationUrl());
  const page = await person.browser.open(client.authorizationUrl({ max_age: '0' }));
  expect(formTo(page, '/login')).toBeDefined();
});
