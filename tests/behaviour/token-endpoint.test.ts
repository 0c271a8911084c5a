import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Answer, answerOf, Client, type Code, HTTPS_REDIRECT } from './actors/client.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const person = new Person(stack);
const TOKEN = new URL('/token', stack.issuer);

/** Anything at all to the token endpoint. */
const send = async (init: RequestInit): Promise<Answer> =>
  answerOf(await fetch(TOKEN, { method: 'POST', redirect: 'manual', ...init }));

/** An Authorization header from an id and a secret that were encoded before, or not. */
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

let client: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
});

const confidential = (method: string) =>
  Client.register(stack.issuer, {
    redirect_uris: [HTTPS_REDIRECT],
    token_endpoint_auth_method: method,
  });

/** The body of an exchange, without anything that says who the client is. */
const exchangeBody = (code: Code, more: Record<string, string> = {}) =>
  new URLSearchParams({
    grant_type: 'authorization_code',
    redirect_uri: HTTPS_REDIRECT,
    ...code,
    ...more,
  });

test('tokens are answered as JSON that nobody may keep', async () => {
  const { headers, body } = await client.exchange(await client.obtainCode(person));
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('cache-control')).toContain('no-store');
  expect(Object.keys(body).sort()).toEqual([
    'access_token',
    'expires_in',
    'refresh_token',
    'scope',
    'token_type',
  ]);
});

describe('a client with a secret', () => {
  let its: Client;
  let code: Code;
  beforeAll(async () => {
    its = await confidential('client_secret_basic');
  });
  beforeEach(async () => {
    code = await its.obtainCode(person);
  });

  test('proves itself with Basic', async () => {
    const headers = basic(its.clientId, its.clientSecret!);
    expect((await send({ headers, body: exchangeBody(code) })).status).toBe(200);
  });

  test.each<[string, () => RequestInit]>([
    ['a wrong secret', () => ({ headers: basic(its.clientId, 'wrong'), body: exchangeBody(code) })],
    [
      'the secret of another',
      () => ({ headers: basic(its.clientId, 'x'.repeat(43)), body: exchangeBody(code) }),
    ],
    [
      'an unknown client',
      () => ({ headers: basic('client_nobody', its.clientSecret!), body: exchangeBody(code) }),
    ],
    [
      'a wrong secret in the body',
      () => ({ body: exchangeBody(code, { client_id: its.clientId, client_secret: 'wrong' }) }),
    ],
  ])(
    'with %s is refused with 401 invalid_client, and the code still works',
    async (_what, init) => {
      const request = init();
      const { status, body, headers } = await send(request);
      expect(status).toBe(401);
      expect(body).toMatchObject({ error: 'invalid_client' });
      const challenge = 'headers' in request ? /^Basic / : /^$/;
      expect(headers.get('www-authenticate') ?? '').toMatch(challenge);
      const proved = basic(its.clientId, its.clientSecret!);
      expect((await send({ headers: proved, body: exchangeBody(code) })).status).toBe(200);
    },
  );

  test('answers a wrong secret and an unknown client alike', async () => {
    const unknown = await send({ headers: basic('client_nobody', 'x'), body: exchangeBody(code) });
    const wrong = await send({ headers: basic(its.clientId, 'x'), body: exchangeBody(code) });
    expect(unknown.body).toEqual(wrong.body);
    expect(unknown.status).toBe(wrong.status);
  });

  test('that says nothing but its id is refused', async () => {
    const { status, body } = await send({ body: exchangeBody(code, { client_id: its.clientId }) });
    expect([400, 401]).toContain(status);
    expect(body.error).toBe('invalid_client');
  });

  test('that proves itself in two ways at once is refused', async () => {
    const more = { client_id: its.clientId, client_secret: its.clientSecret! };
    const headers = basic(its.clientId, its.clientSecret!);
    const { status, body } = await send({ headers, body: exchangeBody(code, more) });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_request');
  });

  test('that names two clients is refused', async () => {
    const headers = basic(its.clientId, its.clientSecret!);
    const { status, body } = await send({
      headers,
      body: exchangeBody(code, { client_id: client.clientId }),
    });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_request');
  });
});

test.each([
  ['client_secret_basic', 'in the body'],
  ['client_secret_post', 'with Basic'],
])('who registered %s may prove itself %s, too', async (method, how) => {
  const its = await confidential(method);
  const code = await its.obtainCode(person);
  const secret = its.clientSecret!;
  const request =
    how === 'with Basic'
      ? { headers: basic(its.clientId, secret), body: exchangeBody(code) }
      : { body: exchangeBody(code, { client_id: its.clientId, client_secret: secret }) };
  expect((await send(request)).status).toBe(200);
});

test('who registered without a secret has none to show', async () => {
  const code = await client.obtainCode(person);
  const body = exchangeBody(code, { redirect_uri: client.redirectUri });
  const headers = basic(client.clientId, 'x');
  expect((await send({ headers, body })).body.error).toBe('invalid_client');
  body.set('client_id', client.clientId);
  expect((await send({ body })).status).toBe(200);
});

test('Basic is form-decoded before it is compared (RFC 6749 §2.3.1)', async () => {
  const its = await confidential('client_secret_basic');
  const encode = (text: string) =>
    text
      .split('')
      .map((letter) => `%${letter.charCodeAt(0).toString(16)}`)
      .join('');
  const headers = basic(encode(its.clientId), encode(its.clientSecret!));
  const body = exchangeBody(await its.obtainCode(person));
  expect((await send({ headers, body })).status).toBe(200);
});

test.each([
  ['no base64', 'Basic %%%'],
  ['nothing', 'Basic '],
  ['no colon', `Basic ${Buffer.from('client').toString('base64')}`],
  ['a broken escape', `Basic ${Buffer.from('client:%zz').toString('base64')}`],
  ['another scheme', 'Digest username="x"'],
  ['bytes that are no text', `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}`],
])('Basic with %s is a client error', async (_what, authorization) => {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' });
  const { status, body: answer } = await send({ headers: { authorization }, body });
  expect([status, answer.error]).toEqual([400, 'invalid_request']);
});

describe('a token request', () => {
  test.each([
    ['without grant_type', undefined, 'invalid_request'],
    ['of a password', 'password', 'unsupported_grant_type'],
    ['of the implicit flow', 'implicit', 'unsupported_grant_type'],
    ['of client credentials, by a client of its own', 'client_credentials', 'unauthorized_client'],
    ['of a device', 'urn:ietf:params:oauth:grant-type:device_code', 'unsupported_grant_type'],
    [
      'of a token exchange',
      'urn:ietf:params:oauth:grant-type:token-exchange',
      'unsupported_grant_type',
    ],
    ['of a prototype', '__proto__', 'unsupported_grant_type'],
  ])('%s is refused', async (_what, grantType, error) => {
    const { status, body } = await client.token({ grant_type: grantType, username: 'a' });
    expect(status).toBe(400);
    expect(body.error).toBe(error);
  });

  test('for a refresh by a client that did not register that is refused', async () => {
    const plain = await Client.register(stack.issuer, { grant_types: ['authorization_code'] });
    const { status, body } = await plain.refresh({ refresh_token: 'x'.repeat(43) });
    expect(status).toBe(400);
    expect(body.error).toBe('unauthorized_client');
  });

  test.each(['grant_type', 'client_id', 'code', 'code_verifier', 'redirect_uri'])(
    'with %s twice is refused, and the code still works',
    async (name) => {
      const code = await client.obtainCode(person);
      const body = exchangeBody(code, {
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
      });
      body.append(name, body.get(name)!);
      const { status, body: answer } = await send({ body });
      expect(status).toBe(400);
      expect(answer.error).toBe('invalid_request');
      expect((await client.exchange(code)).status).toBe(200);
    },
  );

  test.each<[string, RequestInit]>([
    [
      'JSON',
      { body: '{"grant_type":"refresh_token"}', headers: { 'content-type': 'application/json' } },
    ],
    ['plain text', { body: 'grant_type=refresh_token', headers: { 'content-type': 'text/plain' } }],
    [
      'multipart',
      {
        body: '--x\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nx\r\n--x--',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
    ],
    ['nothing', {}],
    ['57 kB', { body: new URLSearchParams({ grant_type: 'x'.repeat(57 * 1024) }) }],
    [
      'a thousand parameters',
      { body: new URLSearchParams(Array.from({ length: 1_001 }, (_, n) => [`p${n}`, ''])) },
    ],
    [
      'a gzip bomb',
      {
        body: 'x',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-encoding': 'gzip',
        },
      },
    ],
  ])('of %s is a client error in JSON', async (_what, init) => {
    const { status, body } = await send(init);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.error).toBeTypeOf('string');
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('by %s is not served', async (method) => {
    expect([404, 405]).toContain((await send({ method })).status);
  });

  test('to a client that is no more is 401 invalid_client', async () => {
    const nobody = new Client(stack.issuer, 'client_was_deleted', HTTPS_REDIRECT);
    const { status, body } = await nobody.refresh({ refresh_token: 'x'.repeat(43) });
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_client');
  });
});
