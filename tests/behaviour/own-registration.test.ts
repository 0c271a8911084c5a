/** Clients that read, replace and remove what they registered (RFC 7592). */
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { formTo, headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { Registered } from './actors/registered.ts';

const stack = inject('stack');
const { issuer } = stack;
const OTHER_REDIRECT = 'https://other.example/callback';
const PUBLIC = { token_endpoint_auth_method: 'none' };
const WHOLE = { client_name: 'Renamed', redirect_uris: [OTHER_REDIRECT], ...PUBLIC };

let own: Registered;
beforeEach(async () => {
  own = await Registered.at(issuer, { redirect_uris: [HTTPS_REDIRECT] });
});

describe('the answer to a registration', () => {
  test('names where the client manages it, and a token of 256 bits for that', () => {
    expect(own.uri).toBe(`${issuer}/reg/${own.clientId}`);
    expect(own.token).toMatch(/^gatehouse_rat_[\w-]{43}$/);
  });

  test('has another token for each', async () => {
    expect((await Registered.at(issuer)).token).not.toBe(own.token);
  });
});

describe('to read it', () => {
  test('answers with what was registered, and with the same token, uncacheable', async () => {
    const { status, headers, body } = await own.read();
    expect(status).toBe(200);
    expect(body).toEqual(own.answer);
    expect(headers.get('cache-control')).toContain('no-store');
  });

  test('shows the secret of a client that has one', async () => {
    const confidential = await Registered.at(issuer, {
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect(confidential.answer.client_secret).toMatch(/^[\w-]{43}$/);
    expect((await confidential.read()).body).toEqual(confidential.answer);
  });
});

describe('to replace it', () => {
  test('leaves nothing of before but who it is', async () => {
    const { client_id, client_id_issued_at, registration_access_token } = own.answer;
    await own.replace({ ...WHOLE, client_uri: 'https://other.example/' });
    const { status, body } = await own.replace(WHOLE);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      client_id,
      client_id_issued_at,
      registration_access_token,
      ...WHOLE,
    });
    expect(body).not.toHaveProperty('client_uri');
    expect((await own.read()).body).toEqual(body);
  });

  test('counts from the next request on', async () => {
    await own.replace(WHOLE);
    const person = new Person(stack);
    const before = new Client(issuer, own.clientId, HTTPS_REDIRECT);
    const after = new Client(issuer, own.clientId, OTHER_REDIRECT);
    const refused = await person.browser.open(before.authorizationUrl());
    expect([refused.status, refused.isOutside]).toEqual([400, false]);
    expect((await after.obtainTokens(person)).access_token).not.toBe('');
  });

  test('keeps what the client was allowed, and asks again before another redirect gets any of it', async () => {
    const person = new Person(stack);
    const before = new Client(issuer, own.clientId, HTTPS_REDIRECT);
    const tokens = await before.obtainTokens(person);
    expect((await person.browser.open(before.authorizationUrl())).isOutside).toBe(true);
    await own.replace(WHOLE);
    const after = new Client(issuer, own.clientId, OTHER_REDIRECT);
    const page = await person.browser.open(after.authorizationUrl());
    expect(formTo(page, '/consent')).toBeDefined();
    expect(page.html).toContain('Renamed');
    expect(page.html).toContain('other.example');
    expect((await after.refresh(tokens)).status).toBe(200);
  });

  test('lets it become confidential, keep its secret, and become public again', async () => {
    const basic = { ...WHOLE, token_endpoint_auth_method: 'client_secret_basic' };
    const { body: first } = await own.replace(basic);
    expect(first).toMatchObject({
      client_secret: expect.stringMatching(/^[\w-]{43}$/) as string,
      client_secret_expires_at: 0,
    });
    const { body: second } = await own.replace({ ...basic, client_secret: first.client_secret });
    expect(second.client_secret).toBe(first.client_secret);
    const { body: third } = await own.replace(WHOLE);
    expect(third).not.toHaveProperty('client_secret');
    expect((await own.read()).body).toEqual(third);
  });

  test.each([
    ['no client_id', { client_id: undefined }],
    ["another's client_id", { client_id: 'client_another' }],
    ['a client_id that is no text', { client_id: ['x'] }],
    ['registration_access_token', { registration_access_token: 'x' }],
    ['registration_client_uri', { registration_client_uri: 'https://other.example/' }],
    ['client_secret_expires_at', { client_secret_expires_at: 0 }],
    ['client_id_issued_at', { client_id_issued_at: 1 }],
    ['a client_secret that it does not have', { client_secret: 'chosen' }],
  ])('is refused with %s (RFC 7592 §2.2), and changes nothing', async (_what, wrong) => {
    const { status, body } = await own.replace({ ...WHOLE, ...wrong });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
    expect((await own.read()).body).toEqual(own.answer);
  });

  test.each([
    ['no redirect URI', { redirect_uris: undefined }],
    ['a redirect to a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['http on another machine', { redirect_uris: ['http://other.example/cb'] }],
    ['a redirect to this server', { redirect_uris: [`${issuer}/callback/github`] }],
    ['a method for keys', { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [] } }],
    ['a private key', { jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }],
    ['a protection that is not offered', { dpop_bound_access_tokens: true }],
    ['a protection of the wrong kind', { require_auth_time: 'yes' }],
    ['half a surrogate', { client_name: '\ud800' }],
    ['a thousand values', { unheard_of: Array.from({ length: 1_000 }, () => 1) }],
  ])('is judged as a registration: %s is refused', async (_what, wrong) => {
    const { status, body } = await own.replace({ ...WHOLE, ...wrong });
    expect(status).toBe(400);
    expect(body.error).toMatch(/^invalid_(?:client_metadata|redirect_uri)$/);
    expect((await own.read()).body).toEqual(own.answer);
  });

  test('nobody gives themselves a rank, a scope or a resource', async () => {
    const asked = `{"client_id":"${own.clientId}","redirect_uris":["${OTHER_REDIRECT}"],
      "token_endpoint_auth_method":"none","kind":"operator","trusted":true,"silent":true,
      "skip_consent":true,"operator_terms":{"trusted":true},"resources":["http://localhost:8000/mcp"],
      "scope":"admin","grant_types":["authorization_code","client_credentials"],
      "__proto__":{"polluted":true,"silent":true},"constructor":{"prototype":{"polluted":true}}}`;
    const { status, body } = await own.ask('PUT', asked);
    expect(status).toBe(200);
    expect(body).toMatchObject({ grant_types: ['authorization_code'] });
    expect(JSON.stringify(body)).not.toMatch(
      /operator|trusted|silent|skip_consent|resources|admin|polluted/,
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const person = new Person(stack);
    const page = await person.open(
      new Client(issuer, own.clientId, OTHER_REDIRECT).authorizationUrl(),
    );
    expect(formTo(page, '/consent')).toBeDefined();
  });

  test.each([
    ['a list', '[]', {}],
    ['a text', '"x"', {}],
    ['null', 'null', {}],
    ['broken JSON', '{"client_id":', {}],
    ['nothing', undefined, {}],
    ['a form', 'client_id=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['57 kB', `{"x":"${'x'.repeat(57 * 1024)}"}`, {}],
    ['JSON ten thousand deep', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, {}],
  ])('with %s is a client error, in JSON', async (_what, body, headers) => {
    const answer = await own.ask('PUT', body, headers);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect((await own.read()).body).toEqual(own.answer);
  });
});

describe('to remove it', () => {
  test('ends the client with its tokens, once', async () => {
    const person = new Person(stack);
    const client = new Client(issuer, own.clientId, HTTPS_REDIRECT);
    const tokens = await client.obtainTokens(person);
    const removed = await own.remove();
    expect([removed.status, removed.body]).toEqual([204, { text: '' }]);
    const { status, body } = await client.refresh(tokens);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    const page = await person.browser.open(client.authorizationUrl());
    expect([page.status, page.isOutside]).toEqual([400, false]);
    expect(headingOf(page)).not.toBe('');
    for (const again of [await own.remove(), await own.read(), await own.replace(WHOLE)]) {
      expect([again.status, again.body.error]).toEqual([401, 'invalid_token']);
    }
  });

  test('of many at once, one is told that it did', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => own.remove()));
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([204, 401, 401, 401, 401]);
  });
});

describe('from a browser', () => {
  const origin = 'https://inspector.example';

  test.each(['GET', 'PUT', 'DELETE'])('%s is allowed from any origin', async (method) => {
    const { status, headers } = await own.ask('OPTIONS', undefined, {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('GET, PUT, DELETE');
    expect(headers.get('access-control-allow-headers')).toMatch(/Authorization.*Content-Type/);
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  test('a page reads the answer, and why it was refused', async () => {
    for (const authorization of [`Bearer ${own.token}`, 'Bearer x']) {
      const { headers } = await own.ask('GET', undefined, { origin, authorization });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
    }
  });
});

test('HEAD is answered like GET, and other methods with what does not answer to them', async () => {
  expect((await own.ask('HEAD')).status).toBe(200);
  for (const method of ['POST', 'PATCH']) {
    const { status, body } = await own.ask(method, '{}');
    expect([status, body.error_description]).toEqual([
      404,
      `/reg/:clientId does not answer to ${method}.`,
    ]);
  }
});
