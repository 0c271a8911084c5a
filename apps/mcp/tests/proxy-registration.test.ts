import { describe, expect, it } from 'vitest';

import { ProxiedClient, registration } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { textOf } from './seen-page.ts';

const redirect = 'https://client.example/callback';
const redirects = { redirect_uris: [redirect] };
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

const posted = (origin: string, path: string, body: string, type = 'application/json', more = {}) =>
  fetch(origin + path, { method: 'POST', headers: { 'content-type': type, ...more }, body });

describe('a registration is kept as far as it is used', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['redirect URIs alone', {}, {}],
    [
      'null and empty members',
      { client_name: null, client_uri: '', scope: '', logo_uri: null, contacts: [], jwks: null },
      {},
    ],
    [
      'members of another type',
      { client_name: 7, client_uri: {}, scope: [], software_id: true, grant_types: 'x' },
      {},
    ],
    ['grant types that no text can be made of', { grant_types: [{ toString: 1, valueOf: 1 }] }, {}],
    ['a lone surrogate', { client_name: 'No\uD800tes', scope: '\uDFFF' }, {}],
    [
      'a name without end',
      { client_name: 'x'.repeat(201), software_version: '1' },
      { software_version: '1' },
    ],
    ['an address that runs', { client_uri: 'javascript:alert(1)' }, {}],
    ['nothing but members nobody knows', { a: { b: [] }, __proto__x: 1, constructor: 'x' }, {}],
    [
      'what there is',
      { client_name: 'Notes', scope: 'mcp:read' },
      { client_name: 'Notes', scope: 'mcp:read' },
    ],
  ])('%s', async (_what, given, kept) => {
    const { origin } = await startProxy();
    const response = await registration(origin, { ...redirects, ...given });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      ...redirects,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      client_id: expect.any(String),
      client_id_issued_at: expect.any(Number),
      ...kept,
    });
  });

  it('a redirect URI that leads nowhere is left out beside one that does', async () => {
    const { origin } = await startProxy();
    const uris = ['mailto:a@b.example', redirect, 'cursor://cb', 7, null, redirect, 'x\uD800:y'];
    const response = await registration(origin, { redirect_uris: uris });
    expect(await response.json()).toMatchObject({ redirect_uris: [redirect, 'cursor://cb'] });
  });

  it.each(['cursor://anysphere/cb', 'vscode://x/cb', 'claude://cb', 'com.example.app:/cb'])(
    'a scheme of an application is a redirect target: %s',
    async (uri) => {
      const { origin } = await startProxy();
      expect((await registration(origin, { redirect_uris: [uri] })).status).toBe(201);
    },
  );
});

describe('a registration is refused', () => {
  it.each([
    'mailto:a@b.example',
    'tel:+1',
    'search-ms:query=x',
    'ms-msdt:/id',
    'intent://x#Intent;end',
    'ssh://host/',
    'smb://host/share',
    'x-apple.systempreferences:x',
    'https:evil.example',
    'https://client.example/*',
    'https://client.example\\@evil.example/',
    'http://127.0.0.2/cb',
    `https://client.example/${'x'.repeat(2048)}`,
  ])('for the redirect URI %s alone', async (uri) => {
    const { origin } = await startProxy();
    const response = await registration(origin, { redirect_uris: [uri] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_redirect_uri' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a way to authenticate that nobody has', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['one that is no text', { token_endpoint_auth_method: { a: 1 } }],
    ['a demand it would not get', { require_pushed_authorization_requests: true }],
    ['tokens bound to a key, which they would not be', { dpop_bound_access_tokens: true }],
    ['an algorithm that is no text', { id_token_signed_response_alg: 7 }],
    ['keys that are none', { jwks: 'x' }],
  ])('for %s', async (_what, given) => {
    const { origin } = await startProxy();
    const response = await registration(origin, { ...redirects, ...given });
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' });
  });
});

describe('no body ends in a 5xx', () => {
  const bodies: [string, string, string][] = [
    ['nothing', '', 'application/json'],
    ['no JSON', '{', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['text', '"x"', 'application/json'],
    ['5,000 levels', deep(5000), 'application/json'],
    [
      '5,000 levels of keys',
      `{"redirect_uris":["${redirect}"],"jwks":${deep(2000)}}`,
      'application/json',
    ],
    [
      '48 KB',
      JSON.stringify({ ...redirects, client_name: 'x'.repeat(48_000) }),
      'application/json',
    ],
    [
      'lone surrogates',
      String.raw`{"redirect_uris":["https://a.example/\ud800"]}`,
      'application/json',
    ],
    [
      'lone surrogates for keys',
      String.raw`{"redirect_uris":[],"\ud800":"\udfff"}`,
      'application/json',
    ],
    [
      'the same member twice',
      `{"redirect_uris":["${redirect}"],"redirect_uris":null}`,
      'application/json',
    ],
    ['an odd charset', '{}', 'application/json; charset=x-nothing'],
    [
      'a form',
      'grant_type=refresh_token&client_id=a&client_id=b',
      'application/x-www-form-urlencoded',
    ],
    [
      'a broken form',
      'client_id=%&client_id[a]=%ff&code=\uD800',
      'application/x-www-form-urlencoded',
    ],
    ['2,000 parameters', 'a=1&'.repeat(2000), 'application/x-www-form-urlencoded'],
    ['200 KB', `token=${'x'.repeat(200_000)}`, 'application/x-www-form-urlencoded'],
  ];
  const paths = ['/register', '/token', '/revoke', '/authorize', '/proxy/consent', '/mcp', '/'];

  it.each(bodies)('%s', async (_what, body, type) => {
    const { origin, logLines } = await startProxy();
    for (const path of paths) {
      const response = await posted(origin, path, body, type);
      expect(response.status, path).toBeGreaterThanOrEqual(300);
      expect(response.status, path).toBeLessThan(500);
      const gzip = { 'content-encoding': 'gzip' };
      expect((await posted(origin, path, body, type, gzip)).status, path).toBeLessThan(500);
    }
    expect(logLines.join('')).not.toMatch(/"level":(50|60)/);
  });

  it('and the answer says what was wrong, in the words of its endpoint', async () => {
    const { origin } = await startProxy();
    const error = async (path: string, body: string, type: string) =>
      (await (await posted(origin, path, body, type)).json()) as unknown;
    expect(await error('/register', '{', 'application/json')).toMatchObject({
      error: 'invalid_client_metadata',
    });
    const form = `token=${'x'.repeat(200_000)}`;
    expect(await error('/token', form, 'application/x-www-form-urlencoded')).toMatchObject({
      error: 'invalid_request',
    });
  });
});

describe('what counts against the limits', () => {
  it('is answered with when to come back: in JSON to programs, on a page to people', async () => {
    const { origin } = await startProxy();
    const inWords = /Try again in (?:60|5\d) minutes/;
    const body = JSON.stringify(redirects);
    for (let sent = 0; sent < 20; sent += 1) {
      await posted(origin, '/register', body, 'application/json');
    }
    const refused = await posted(origin, '/register', body, 'application/json');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000);
    expect(await refused.json()).toEqual({
      error: 'too_many_requests',
      error_description: expect.stringMatching(inWords),
    });

    const asked = () =>
      fetch(`${origin}/authorize?client_id=x`, { headers: { accept: 'text/html' } });
    for (let sent = 0; sent < 100; sent += 1) await (await asked()).text();
    const page = await asked();
    expect([page.status, page.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('text/html'),
    ]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(textOf(await page.text())).toMatch(/Try again in (?:1\d minutes|[1-9]\d seconds)/);
  });

  it('is no registration that is not well formed', async () => {
    const { origin } = await startProxy();
    for (let sent = 0; sent < 25; sent += 1) {
      expect((await registration(origin, { redirect_uris: [] })).status).toBe(400);
    }
    expect((await registration(origin, redirects)).status).toBe(201);
  });

  it.each<[string, Record<string, string>]>([
    ['its origin', { origin: 'https://evil.example' }],
    ['nothing of its origin', { origin: 'null' }],
    ['that it is on another site', { 'sec-fetch-site': 'cross-site' }],
    ['that it is on another port or subdomain', { 'sec-fetch-site': 'same-site' }],
  ])('of a page that tells %s is counted apart from programs', async (_what, headers) => {
    const { origin, provider } = await startProxy();
    const body = JSON.stringify(redirects);
    const statuses = [];
    for (let sent = 0; sent < 21; sent += 1) {
      statuses.push((await posted(origin, '/register', body, 'application/json', headers)).status);
    }
    expect(statuses.at(-1)).toBe(429);
    const form = 'application/x-www-form-urlencoded';
    for (let sent = 0; sent < 51; sent += 1) await posted(origin, '/token', 'a=1', form, headers);
    const client = await ProxiedClient.register(origin);
    expect((await client.exchange(await client.code(provider))).status).toBe(200);
  });
});
