import { describe, expect, inject, test } from 'vitest';
import { answerOf, Client, claimsOf, registrationAnswer } from './actors/client.ts';
import { Person } from './actors/person.ts';

const { issuer, ...upstreams } = inject('stack');
const register = (metadata: object) => registrationAnswer(issuer, metadata);

/** A registration request with a body of any kind. */
const post = async (body: string, headers: Record<string, string> = {}) =>
  answerOf(
    await fetch(new URL('/reg', issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  );

test('every registration gets a client_id of its own, however much alike they are', async () => {
  const answers = await Promise.all([register({}), register({}), register({})]);
  const ids = answers.map(({ body }) => body.client_id);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^client_[\w-]{22}$/);
});

test('what was registered is answered, uncacheable', async () => {
  const { status, headers, body } = await register({ client_name: 'Editor' });
  expect(status).toBe(201);
  expect(headers.get('cache-control')).toContain('no-store');
  expect(body).toMatchObject({
    client_name: 'Editor',
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  });
  expect(body).not.toHaveProperty('client_secret');
});

test.each(['client_secret_basic', 'client_secret_post'])(
  'a client that asks for %s gets a secret of 256 bits that does not expire',
  async (method) => {
    const { status, body } = await register({
      redirect_uris: ['https://client.example/callback'],
      token_endpoint_auth_method: method,
    });
    expect(status).toBe(201);
    expect(body.token_endpoint_auth_method).toBe(method);
    expect(body.client_secret).toMatch(/^[\w-]{43}$/);
    expect(body.client_secret_expires_at).toBe(0);
  },
);

describe('what clients send is made into what they mean', () => {
  test.each([
    ['loopback without application_type', ['http://localhost/callback'], undefined, 'native'],
    ['loopback that calls itself web', ['http://127.0.0.1:33418/'], 'web', 'native'],
    ['https alone', ['https://client.example/cb'], undefined, 'web'],
    ['https that calls itself native', ['https://client.example/cb'], 'native', 'web'],
    ['https on loopback', ['https://localhost:1234/cb'], 'web', 'native'],
    [
      'https on loopback beside http and a private scheme',
      ['https://127.0.0.1:1234/cb', 'http://127.0.0.1/cb', 'com.example.app:/cb'],
      undefined,
      'native',
    ],
  ])('%s', async (_who, redirectUris, applicationType, expected) => {
    const { status, body } = await register({
      redirect_uris: redirectUris,
      application_type: applicationType,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ redirect_uris: redirectUris, application_type: expected });
  });

  test('unknown grant and response types are dropped', async () => {
    const { status, body } = await register({
      grant_types: ['authorization_code', 'password', 'urn:example:magic', 'refresh_token'],
      response_types: ['code', 'token', 'id_token'],
    });
    expect(status).toBe(201);
    expect(body.grant_types).toEqual(['authorization_code', 'refresh_token']);
    expect(body.response_types).toEqual(['code']);
  });

  test.each(['notes:read', 'openid profile email admin', '*'])(
    'a scope %j does not make it fail, and gives nothing',
    async (scope) => {
      const { status, body } = await register({ scope });
      expect(status).toBe(201);
      expect(JSON.stringify(body)).not.toMatch(/admin|"\*"/);
    },
  );

  test('members that nobody knows are ignored', async () => {
    const { status, body } = await register({ software_id: 'x', favourite_colour: 'blue' });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty('favourite_colour');
  });
});

describe('a redirect URI', () => {
  test.each([
    ['none', undefined],
    ['an empty list', []],
    ['not a list', 'https://client.example/cb'],
    ['not a string', [{}]],
    ['not a URI', ['callback']],
    ['a fragment', ['https://client.example/cb#x']],
    ['http on another machine', ['http://client.example/cb']],
    ['http on a private address', ['http://192.168.1.1/cb']],
    ['user and password', ['https://u:p@client.example/cb']],
    ['a wildcard', ['https://*.client.example/cb']],
    ['javascript:', ['javascript:alert(1)']],
    ['JaVaScRiPt:', ['JaVaScRiPt:alert(1)']],
    ['javascript: after a space', [' javascript:alert(1)']],
    ['java\\nscript:', ['java\nscript:alert(1)']],
    ['data:', ['data:text/html,x']],
    ['vbscript:', ['vbscript:x']],
    ['file:', ['file:///etc/passwd']],
    ['blob:', ['blob:https://client.example/x']],
    ['several bad ones', ['http://client.example/cb', 'javascript:alert(1)']],
    ['a scheme of the system', ['search-ms:query=x', 'ms-msdt:/id', 'tel:1', 'mailto:a@b.example']],
    [
      'a scheme of the browser',
      ['chrome://settings', 'intent://x', 'view-source:https://a.example'],
    ],
    ['more than 2 kB', [`https://client.example/${'a'.repeat(2_048)}`]],
    ['a hundred of them', Array.from({ length: 100 }, (_, n) => `https://client.example/${n}`)],
  ])('%s is refused with invalid_redirect_uri', async (_what, redirectUris) => {
    const { status, body } = await register({ redirect_uris: redirectUris });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_redirect_uri');
    expect(body.error_description).toBeTypeOf('string');
  });
});

describe('metadata', () => {
  test.each([
    ['client_uri', 'javascript:alert(1)'],
    ['logo_uri', 'data:image/svg+xml,x'],
    ['logo_uri', 'http://169.254.169.254/latest'],
    ['policy_uri', 'JAVASCRIPT:x'],
    ['tos_uri', 'file:///x'],
    ['client_name', 'n'.repeat(10_000)],
    ['client_name', { toString: 'x' }],
  ])('%s %j is not kept', async (name, value) => {
    const { status, body } = await register({ [name]: value });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty(name);
  });

  test.each([
    ['jwks_uri', 'https://127.0.0.1/jwks'],
    ['sector_identifier_uri', 'https://169.254.169.254/s'],
    ['request_uris', ['https://10.0.0.1/r']],
    ['initiate_login_uri', 'https://10.0.0.1/l'],
  ])('%s, which would be fetched, is not kept', async (name, value) => {
    const { status, body } = await register({ [name]: value });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty(name);
  });

  test.each(['client_name#ja', 'logo_uri#ja', 'client_uri#de'])(
    '%s, a translation that no page shows, is not kept',
    async (name) => {
      const { body } = await register({ [name]: 'javascript:alert(1)' });
      expect(JSON.stringify(body)).not.toContain('javascript:');
    },
  );

  test('nobody chooses their own identity or rank', async () => {
    const { status, body } = await register({
      client_id: 'client_chosen',
      client_secret: 'chosen',
      registration_access_token: 'chosen',
      client_id_issued_at: 1,
      trusted: true,
      skip_consent: true,
      kind: 'operator',
      scope: 'admin',
    });
    expect(status).toBe(201);
    expect(body.client_id).not.toBe('client_chosen');
    expect(JSON.stringify(body)).not.toMatch(/chosen|trusted|skip_consent|operator|admin/);
  });

  test('a prototype cannot be polluted', async () => {
    const redirects = '"redirect_uris":["http://127.0.0.1/cb"]';
    for (const text of [
      `{${redirects},"__proto__":{"token_endpoint_auth_method":"none","polluted":true}}`,
      `{${redirects},"constructor":{"prototype":{"polluted":true}}}`,
    ]) {
      const { status, body } = await post(text);
      expect(status).toBeLessThan(500);
      expect(body).not.toHaveProperty('polluted');
    }
    expect((await register({})).body).not.toHaveProperty('polluted');
  });
});

describe('a registration request', () => {
  test.each([
    ['plain text', '{"redirect_uris":["http://127.0.0.1/cb"]}', { 'content-type': 'text/plain' }],
    ['a form', 'redirect_uris=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a list', '[]', {}],
    ['a string', '"x"', {}],
    ['null', 'null', {}],
    ['broken JSON', '{"redirect_uris":', {}],
    ['nothing', '', {}],
    ['57 kB', `{"x":"${'x'.repeat(57 * 1024)}","redirect_uris":["http://127.0.0.1/cb"]}`, {}],
    ['five megabytes', `{"x":"${'x'.repeat(5 * 1024 * 1024)}"}`, {}],
  ])('of %s is refused as a client error, in JSON', async (_what, body, headers) => {
    const answer = await post(body, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.error).toBeTypeOf('string');
  });

  test('nested ten thousand deep does not bring the server down', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const { status } = await post(`{"redirect_uris":["http://127.0.0.1/cb"],"x":${deep}}`);
    expect(status).toBeLessThan(500);
    expect((await register({})).status).toBe(201);
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('by %s is not served', async (method) => {
    const { status, body } = await answerOf(
      await fetch(new URL('/reg', issuer), { method, headers: { authorization: 'Bearer x' } }),
    );
    expect([status, body.error]).toEqual([404, 'invalid_request']);
  });
});

describe('registration from a browser', () => {
  const origin = 'https://inspector.example';

  test('is allowed from any origin, without credentials', async () => {
    const preflight = await fetch(new URL('/reg', issuer), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,mcp-protocol-version',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase();
    for (const name of ['content-type', 'authorization', 'mcp-protocol-version']) {
      expect(allowed).toContain(name);
    }
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test('reads the answer, and the refusal', async () => {
    for (const body of ['{"redirect_uris":["http://127.0.0.1/cb"]}', '{}']) {
      const { headers } = await post(body, { origin });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    }
  });
});

test('a client that just registered can be used at once', async () => {
  const client = await Client.register(issuer);
  const tokens = await client.obtainTokens(new Person({ issuer, ...upstreams }));
  expect(claimsOf(tokens.access_token).client_id).toBe(client.clientId);
});
