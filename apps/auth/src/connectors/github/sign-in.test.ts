import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGitHubConnector } from './sign-in.ts';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import {
  type StubGitHub,
  startStubGitHub,
  TOKEN,
  TOKEN_ROUTE,
  USER,
} from './testing/stub-github.ts';
import { type Route, startStubUpstream } from '../../upstream/testing/stub-upstream.ts';

const SECRET = 'the-client-secret';
const CODE = 'the-code';

let stub: StubGitHub;
const expected = expectation('github');
const good = () => callback({ code: CODE, state: expected.state });

beforeEach(async () => {
  stub = await startStubGitHub();
});
afterEach(() => stub.close());

function connector({
  organisations = false,
  teamsOf = [] as readonly string[],
  timeoutMs = 2000,
} = {}) {
  const config = {
    clientId: 'the-client-id',
    clientSecret: SECRET,
    url: stub.url,
    apiUrl: stub.url,
    vouchedDomains: [],
    emulated: true,
  };
  return createGitHubConnector(config, { fetch, timeoutMs, organisations, teamsOf });
}

const paths = () => stub.received.map(({ method, path }) => `${method} ${path}`);

describe('the way there', () => {
  test('carries state and the challenge, and keeps the verifier', async () => {
    const url = await connector().authorizationUrl(expected);
    expect(`${url.origin}${url.pathname}`).toBe(`${stub.url}/login/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'the-client-id',
      response_type: 'code',
      redirect_uri: expected.redirectUri,
      scope: 'user:email',
      state: expected.state,
      code_challenge: createHash('sha256').update(expected.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
  });

  test('suggests an account, or lets the person choose', async () => {
    const request = { ...expected, loginHint: 'octocat', selectAccount: true };
    const { searchParams } = await connector().authorizationUrl(request);
    expect(searchParams.get('login')).toBe('octocat');
    expect(searchParams.get('prompt')).toBe('select_account');
  });

  test('asks for organisations only where a rule needs them', async () => {
    const url = await connector({ organisations: true }).authorizationUrl(expected);
    expect(url.searchParams.get('scope')).toBe('user:email read:org');
  });
});

describe('the way back', () => {
  test('says who it is, by number, with the primary verified address', async () => {
    expect(await connector().identify(good(), expected)).toEqual({
      provider: 'github',
      issuer: stub.url,
      subject: '583231',
      login: 'octocat',
      name: 'The Octocat',
      pictureUrl: 'https://avatars.example/1',
      email: 'octocat@example.com',
      emailVerified: true,
      verifiedEmails: ['other@example.com', 'octocat@example.com'],
      organisations: [],
      teams: [],
    });
    expect(paths()).not.toContain('GET /user/orgs');
    expect(paths()).not.toContain('GET /user/teams');
  });

  test('sends code, verifier, redirect URI and secret in the body, and names itself', async () => {
    await connector().identify(good(), expected);
    const [token, ...api] = stub.received;
    expect(Object.fromEntries(token?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: CODE,
      redirect_uri: expected.redirectUri,
      code_verifier: expected.codeVerifier,
      client_id: 'the-client-id',
      client_secret: SECRET,
    });
    expect(token?.headers.accept).toBe('application/json');
    for (const { headers } of api) {
      expect(headers).toMatchObject({
        authorization: `Bearer ${TOKEN}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      });
    }
    for (const { headers } of stub.received) expect(headers['user-agent']).toBe('gatehouse');
  });

  test('reads every page of organisations', async () => {
    const logins = Array.from({ length: 130 }, (_, index) => ({
      id: index + 1,
      login: `org-${index}`,
    }));
    stub.routes.set('GET /user/orgs', ({ query }) => {
      const page = Number(query.get('page'));
      return { body: logins.slice((page - 1) * 100, page * 100) };
    });
    const { organisations } = await connector({ organisations: true }).identify(good(), expected);
    expect(organisations).toHaveLength(130);
    expect(organisations[129]).toEqual({ id: '130', login: 'org-129' });
  });

  test('asks for read:org and teams where a rule names one, and keeps those of its organisation', async () => {
    const one = connector({ teamsOf: ['acme'] });
    const url = await one.authorizationUrl(expected);
    expect(url.searchParams.get('scope')).toBe('user:email read:org');
    const teams = Array.from({ length: 130 }, (_, index) => ({
      id: index + 1,
      slug: `team-${index}`,
      organization: index === 129 ? { id: 9919, login: 'Acme' } : { id: 5, login: 'other' },
    }));
    stub.routes.set('GET /user/teams', ({ query }) => {
      const page = Number(query.get('page'));
      return { body: teams.slice((page - 1) * 100, page * 100) };
    });
    const identity = await one.identify(good(), expected);
    const organisation = { login: 'Acme', id: '9919' };
    expect(identity.teams).toEqual([{ id: '130', slug: 'team-129', organisation }]);
    expect(paths()).not.toContain('GET /user/orgs');
  });

  test('reads every page of addresses, whose order nobody promises', async () => {
    const addresses = Array.from({ length: 130 }, (_, index) => ({
      email: `${index}@example.com`,
      primary: index === 120,
      verified: true,
    }));
    stub.routes.set('GET /user/emails', ({ query }) => {
      const page = Number(query.get('page'));
      return { body: addresses.slice((page - 1) * 100, page * 100) };
    });
    const { email, verifiedEmails } = await connector().identify(good(), expected);
    expect(email).toBe('120@example.com');
    expect(verifiedEmails).toHaveLength(130);
  });

  test('gives each of many at once their own account', async () => {
    let issued = 0;
    stub.routes.set(TOKEN_ROUTE, () => ({
      body: { access_token: `token-${(issued += 1)}`, token_type: 'bearer' },
    }));
    const number = (authorization = '') => Number(authorization.split('-')[1]);
    stub.routes.set('GET /user', ({ headers }) => ({
      body: { ...USER, id: number(headers.authorization) },
    }));
    stub.routes.set('GET /user/emails', ({ headers }) => ({
      body: [
        { email: `${number(headers.authorization)}@example.com`, primary: true, verified: true },
      ],
    }));
    const one = connector({ timeoutMs: 10_000 });
    const found = await Promise.all(
      Array.from({ length: 50 }, () => one.identify(good(), expected)),
    );
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(50);
    for (const { subject, email } of found) expect(email).toBe(`${subject}@example.com`);
  });
});

describe('a callback that is not ours is refused before the code is used', () => {
  const parameters = { code: CODE, state: expected.state };

  test.each<[string, URL]>([
    ['without state', callback({ code: CODE })],
    ['with another state', callback({ ...parameters, state: 'foreign' })],
    ['with two states', callback(`code=c&state=${expected.state}&state=${expected.state}`)],
    ['without code', callback({ state: expected.state })],
    ['with two codes', callback(`code=a&code=b&state=${expected.state}`)],
    [
      'with the issuer of another provider',
      callback({ ...parameters, iss: 'https://evil.example' }),
    ],
    ['with Google as issuer', callback({ ...parameters, iss: 'https://accounts.google.com' })],
    ['with tokens in it', callback({ ...parameters, id_token: 'x.y.z' })],
  ])('%s', async (_, url) => {
    const error = await failureOf(connector().identify(url, expected));
    expect(error.code).toBe('invalid_response');
    expect(paths()).toEqual([]);
  });

  test('the issuer that GitHub sends is accepted', async () => {
    const url = callback({ ...parameters, iss: `${stub.url}/login/oauth` });
    await expect(connector().identify(url, expected)).resolves.toMatchObject({ subject: '583231' });
  });
});

describe('an error in the callback', () => {
  test('is a denial', async () => {
    const url = callback({ error: 'access_denied', state: expected.state });
    const error = await failureOf(connector().identify(url, expected));
    expect(error).toMatchObject({
      code: 'denied',
      upstreamError: 'access_denied',
      toldBy: 'browser',
    });
    expect(paths()).toEqual([]);
  });

  test('with a foreign state is none of ours', async () => {
    const url = callback({ error: 'access_denied', state: 'foreign' });
    expect((await failureOf(connector().identify(url, expected))).code).toBe('invalid_response');
  });

  test.each(['<script>alert(1)</script>', 'a\r\nset-cookie: x', 'ошибка', '\u0000'])(
    'is not repeated where it is %j',
    async (text) => {
      const url = callback({ error: text, error_description: text, state: expected.state });
      const error = await failureOf(connector().identify(url, expected));
      expect(error).toMatchObject({ code: 'invalid_response', reason: 'unknown_error' });
      expect(error.upstreamError).toBeUndefined();
      expect(printed(error)).not.toContain(text);
    },
  );
});

describe('the token endpoint', () => {
  test.each<[string, string, Awaited<ReturnType<Route>>]>([
    [
      'an error with status 200, as GitHub sends it',
      'expired',
      { body: { error: 'bad_verification_code', error_description: `${CODE} is wrong` } },
    ],
    [
      'an error as the standard has it',
      'expired',
      { status: 400, body: { error: 'invalid_grant' } },
    ],
    ['no token', 'invalid_response', { body: {} }],
    [
      'another type of token',
      'invalid_response',
      { body: { access_token: TOKEN, token_type: 'mac' } },
    ],
    ['a form', 'invalid_response', { body: `access_token=${TOKEN}&token_type=bearer` }],
    ['a page', 'invalid_response', { body: `<html>${TOKEN}</html>` }],
    ['429', 'unavailable', { status: 429 }],
    ['503 with a page', 'unavailable', { status: 503, body: '<html>Unicorn!</html>' }],
    ['nothing in time', 'unavailable', 'hang'],
  ])('answering %s makes it %s', async (_, code, reply) => {
    stub.answer(TOKEN_ROUTE, reply);
    const started = Date.now();
    const error = await failureOf(connector({ timeoutMs: 3_000 }).identify(good(), expected));
    expect(error.code).toBe(code);
    expect(error.provider).toBe('github');
    // Ten seconds are what a connector waits that was not told otherwise.
    expect(Date.now() - started).toBeLessThan(9000);
    expect(paths()).toEqual([TOKEN_ROUTE]);
    for (const secret of [TOKEN, SECRET, CODE, expected.codeVerifier, expected.state]) {
      expect(printed(error)).not.toContain(secret);
    }
  });

  test('the error code of a refusal is kept for the log', async () => {
    stub.answer(TOKEN_ROUTE, { body: { error: 'bad_verification_code' } });
    const error = await failureOf(connector().identify(good(), expected));
    expect(error.upstreamError).toBe('bad_verification_code');
  });

  test.each([301, 302, 307, 308])('redirecting with %d gets no secret sent on', async (status) => {
    const elsewhere = await startStubUpstream();
    try {
      stub.answer(TOKEN_ROUTE, { status, headers: { location: `${elsewhere.url}/token` } });
      const error = await failureOf(connector().identify(good(), expected));
      expect(error.code).toBe('invalid_response');
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });
});

test('a server that is not there is unavailable', async () => {
  await stub.close();
  const error = await failureOf(connector().identify(good(), expected));
  expect(error.code).toBe('unavailable');
  expect(error.message).toContain('ECONNREFUSED');
});

test('plain http is refused unless the provider is an emulator', async () => {
  const config = { clientId: 'id', clientSecret: SECRET, url: stub.url, apiUrl: stub.url };
  const options = { fetch, timeoutMs: 1000, organisations: false, teamsOf: [] };
  const real = createGitHubConnector({ ...config, vouchedDomains: [], emulated: false }, options);
  await expect(real.authorizationUrl(expected)).rejects.toThrow('HTTPS');
  await failureOf(real.identify(good(), expected));
  expect(stub.received).toEqual([]);
});
