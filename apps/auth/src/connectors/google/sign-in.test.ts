import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGoogleConnector } from './sign-in.ts';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import { CLIENT_ID, type StubOpenId, startStubOpenId } from '../../upstream/testing/stub-openid.ts';
import { startStubUpstream } from '../../upstream/testing/stub-upstream.ts';

const SECRET = 'the-client-secret';
const CODE = 'the-code';
const DISCOVERY = 'GET /.well-known/openid-configuration';

let stub: StubOpenId;
const expected = expectation('google');
const good = () => callback({ code: CODE, state: expected.state, iss: stub.url });

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

function connector({ timeoutMs = 2000, now = Date.now } = {}) {
  const config = { clientId: CLIENT_ID, clientSecret: SECRET, issuer: stub.url, emulated: true };
  return createGoogleConnector(config, { fetch, timeoutMs, now });
}

const paths = () => stub.received.map(({ method, path }) => `${method} ${path}`);
const count = (path: string) => paths().filter((candidate) => candidate === path).length;

describe('the way there', () => {
  test('carries state, nonce and the challenge, and keeps the verifier', async () => {
    const url = await connector().authorizationUrl(expected);
    expect(`${url.origin}${url.pathname}`).toBe(`${stub.url}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT_ID,
      response_type: 'code',
      redirect_uri: expected.redirectUri,
      scope: 'openid email profile',
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: createHash('sha256').update(expected.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
  });

  test('suggests an account, or lets the person choose', async () => {
    const request = { ...expected, loginHint: 'ada@corp.com', selectAccount: true };
    const { searchParams } = await connector().authorizationUrl(request);
    expect(searchParams.get('login_hint')).toBe('ada@corp.com');
    expect(searchParams.get('prompt')).toBe('select_account');
  });
});

describe('discovery', () => {
  test('waits for the first sign-in, and is asked once by many at the same time', async () => {
    const one = connector();
    expect(paths()).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => one.authorizationUrl(expected)));
    await one.identify(good(), expected);
    expect(count(DISCOVERY)).toBe(1);
  });

  test('that failed is tried again at the next sign-in', async () => {
    const discover = stub.routes.get(DISCOVERY);
    stub.routes.set(DISCOVERY, () => ({ status: 503, body: '<html></html>' }));
    const one = connector();
    expect((await failureOf(one.authorizationUrl(expected))).code).toBe('unavailable');
    if (discover !== undefined) stub.routes.set(DISCOVERY, discover);
    await expect(one.authorizationUrl(expected)).resolves.toBeInstanceOf(URL);
  });

  test('is renewed after a day, and what was known serves while that fails', async () => {
    let now = 0;
    const one = connector({ now: () => now });
    await one.authorizationUrl(expected);
    now = 23 * 60 * 60 * 1000;
    await one.authorizationUrl(expected);
    expect(count(DISCOVERY)).toBe(1);
    now = 25 * 60 * 60 * 1000;
    stub.routes.set(DISCOVERY, () => ({ status: 500 }));
    await expect(one.authorizationUrl(expected)).resolves.toBeInstanceOf(URL);
    expect(count(DISCOVERY)).toBe(2);
  });

  test.each<[string, Record<string, unknown>]>([
    ['names another issuer', { issuer: 'https://evil.example' }],
    ['is no metadata', { keys: [] }],
    ['lacks an endpoint', { jwks_uri: undefined }],
    ['leads to a script', { authorization_endpoint: 'javascript:alert(1)' }],
  ])('that %s is refused', async (_, change) => {
    const body = 'keys' in change ? change : { ...stub.metadata, ...change };
    stub.routes.set(DISCOVERY, () => ({ body }));
    const error = await failureOf(connector().authorizationUrl(expected));
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'metadata' });
    expect(error.remedy).toContain('GOOGLE_ISSUER');
  });

  test('follows no redirect', async () => {
    const headers = { location: 'https://evil.example/' };
    stub.routes.set(DISCOVERY, () => ({ status: 302, headers }));
    expect((await failureOf(connector().authorizationUrl(expected))).code).toBe('misconfigured');
  });

  test('that hangs is given up', async () => {
    stub.routes.set(DISCOVERY, () => 'hang');
    const error = await failureOf(connector({ timeoutMs: 200 }).authorizationUrl(expected));
    expect(error).toMatchObject({ code: 'unavailable', provider: 'google' });
  });
});

describe('the way back', () => {
  test('says who it is, by sub', async () => {
    expect(await connector().identify(good(), expected)).toEqual({
      provider: 'google',
      issuer: stub.url,
      subject: '112233445566778899001',
      name: 'Ada Lovelace',
      pictureUrl: 'https://lh3.example/ada',
      email: 'ada@corp.com',
      emailVerified: true,
      verifiedEmails: ['ada@corp.com'],
      hostedDomain: 'corp.com',
      organisations: [],
    });
  });

  test('sends code, verifier, redirect URI and secret in the body', async () => {
    await connector().identify(good(), expected);
    const token = stub.received.find(({ path }) => path === '/token');
    expect(Object.fromEntries(token?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: CODE,
      redirect_uri: expected.redirectUri,
      code_verifier: expected.codeVerifier,
      client_id: CLIENT_ID,
      client_secret: SECRET,
    });
    expect(token?.headers.authorization).toBeUndefined();
  });

  test('asks for the signing keys once for many sign-ins', async () => {
    const one = connector();
    await one.identify(good(), expected);
    await one.identify(good(), expected);
    expect(count('GET /certs')).toBe(1);
  });
});

describe('a callback that is not ours is refused before the code is used', () => {
  const parameters = () => ({ code: CODE, state: expected.state, iss: stub.url });

  test.each<[string, () => URL]>([
    ['with another state', () => callback({ ...parameters(), state: 'foreign' })],
    ['without state', () => callback({ code: CODE, iss: stub.url })],
    [
      'with the issuer of another provider',
      () => callback({ ...parameters(), iss: 'https://github.com' }),
    ],
    [
      'without the issuer that Google announces',
      () => callback({ code: CODE, state: expected.state }),
    ],
    [
      'with two issuers',
      () => callback(`code=c&state=${expected.state}&iss=${stub.url}&iss=${stub.url}`),
    ],
    ['with an ID token in it', () => callback({ ...parameters(), id_token: 'x.y.z' })],
  ])('%s', async (_, url) => {
    const error = await failureOf(connector().identify(url(), expected));
    // Whoever came with it, Google has answered nothing.
    expect(error).toMatchObject({ code: 'invalid_response', toldBy: 'browser' });
    expect(count('POST /token')).toBe(0);
  });

  test('and one that says no is a denial', async () => {
    const url = callback({ error: 'access_denied', state: expected.state, iss: stub.url });
    const error = await failureOf(connector().identify(url, expected));
    expect(error).toMatchObject({ code: 'denied', upstreamError: 'access_denied' });
  });

  test('and one in which Google is in trouble is not', async () => {
    const url = callback({
      error: 'temporarily_unavailable',
      state: expected.state,
      iss: stub.url,
    });
    const error = await failureOf(connector().identify(url, expected));
    expect(error).toMatchObject({ code: 'unavailable', toldBy: 'browser' });
  });
});

describe('the token endpoint', () => {
  test.each([
    ['expired', { status: 400, body: { error: 'invalid_grant', error_description: CODE } }],
    ['misconfigured', { status: 401, body: { error: 'invalid_client' } }],
    ['unavailable', { status: 500, body: '<html></html>' }],
    ['unavailable', { status: 429, body: {} }],
  ])('makes it %s when it answers %j', async (code, reply) => {
    stub.routes.set('POST /token', () => reply);
    const error = await failureOf(connector().identify(good(), expected));
    expect(error).toMatchObject({ code, toldBy: 'provider' });
    for (const secret of [SECRET, CODE, expected.codeVerifier]) {
      expect(printed(error)).not.toContain(secret);
    }
  });

  test.each([302, 307])('redirecting with %d gets no secret sent on', async (status) => {
    const elsewhere = await startStubUpstream();
    try {
      const headers = { location: `${elsewhere.url}/token` };
      stub.routes.set('POST /token', () => ({ status, headers }));
      expect((await failureOf(connector().identify(good(), expected))).code).toBe(
        'invalid_response',
      );
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test.each(['POST /token', 'GET /certs'])('%s that hangs is given up', async (route) => {
    stub.routes.set(route, () => 'hang');
    const error = await failureOf(connector({ timeoutMs: 300 }).identify(good(), expected));
    expect(error.code).toBe('unavailable');
  });
});
