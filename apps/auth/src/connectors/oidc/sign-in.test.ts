import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import { CLIENT_ID, type StubOpenId, startStubOpenId } from '../../upstream/testing/stub-openid.ts';
import { startStubUpstream } from '../../upstream/testing/stub-upstream.ts';
import { connect, SECRET, settingsAt } from './testing/connect.ts';

const CODE = 'the-code';
const DISCOVERY = 'GET /.well-known/openid-configuration';

let stub: StubOpenId;
const expected = expectation('oidc');
const good = () => callback({ code: CODE, state: expected.state, iss: stub.url });

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

function connector({
  timeoutMs = 2000,
  issuer = stub.url,
  vouchedDomains = [] as readonly string[],
} = {}) {
  return connect(settingsAt(issuer, { vouchedDomains }), { timeoutMs });
}

function announce(change: Record<string, unknown>) {
  stub.routes.set(DISCOVERY, () => ({ body: { ...stub.metadata, ...change } }));
}

const sent = (path: string) => stub.received.filter((one) => one.path === path);

test.each([404, 403])(
  'metadata that is answered %d is named, with its variable',
  async (status) => {
    stub.routes.set(DISCOVERY, () => ({ status, body: {} }));
    const error = await failureOf(connector().authorizationUrl(expected));
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'metadata' });
    expect(error.remedy).toContain(`OIDC_ISSUER with "issuer"`);
    expect(error.remedy).toContain(stub.url);
  },
);

test('the way there carries state, nonce and the challenge, and keeps the verifier', async () => {
  const url = await connector().authorizationUrl({ ...expected, loginHint: 'ada@corp.com' });
  expect(`${url.origin}${url.pathname}`).toBe(`${stub.url}/authorize`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: expected.redirectUri,
    scope: 'openid profile',
    state: expected.state,
    nonce: expected.nonce,
    code_challenge: createHash('sha256').update(expected.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: 'ada@corp.com',
  });
});

describe('the way back', () => {
  test('says who it is, by issuer and sub, and keeps no address, which anybody may have set', async () => {
    expect(await connector().identify(good(), expected)).toEqual({
      provider: 'oidc',
      issuer: stub.url,
      subject: '112233445566778899001',
      name: 'Ada Lovelace',
      emailVerified: false,
      verifiedEmails: [],
      organisations: [],
    });
  });

  test('needs no name', async () => {
    const change = { name: undefined, auth_time: 1_700_000_000 };
    stub.answerWith(stub.sign({ ...stub.claims(), ...change }));
    expect(await connector().identify(good(), expected)).toEqual({
      provider: 'oidc',
      issuer: stub.url,
      subject: '112233445566778899001',
      emailVerified: false,
      verifiedEmails: [],
      organisations: [],
      authTime: 1_700_000_000,
    });
  });
});

describe('an address that the operator vouches for', () => {
  const identified = (claims: Record<string, unknown>, vouchedDomains = ['corp.com']) => {
    stub.answerWith(stub.sign({ ...stub.claims(), ...claims }));
    return connector({ vouchedDomains }).identify(good(), expected);
  };

  test('is asked for, and nowhere else', async () => {
    const scopeOf = async (vouchedDomains: readonly string[]) =>
      (await connector({ vouchedDomains }).authorizationUrl(expected)).searchParams.get('scope');
    expect(await scopeOf(['corp.com'])).toBe('openid profile email');
    expect(await scopeOf([])).toBe('openid profile');
  });

  test.each<[string, Record<string, unknown>]>([
    ['that nothing is said about', { email_verified: undefined }],
    ['that is verified', {}],
    ['in another letter case', { email: 'Ada@CORP.com' }],
  ])('is kept and never verified: one %s', async (_, claims) => {
    const { email = 'ada@corp.com' } = claims;
    const identity = await identified(claims);
    expect(identity).toMatchObject({ email, emailVerified: false, verifiedEmails: [] });
  });

  test.each<[string, Record<string, unknown>]>([
    ['that the provider calls unverified', { email_verified: false }],
    ['with "true" as text', { email_verified: 'true' }],
    ['of another domain', { email: 'ada@evil.com' }],
    ['of a subdomain', { email: 'ada@sub.corp.com' }],
    ['with a dot at its end', { email: 'ada@corp.com.' }],
    ['with two @', { email: 'ada@evil.com@corp.com' }],
    ['with a look-alike', { email: 'ada@c\u{43E}rp.com' }],
    ['that is missing', { email: undefined }],
  ])('is none: one %s', async (_, claims) => {
    expect(await identified(claims)).not.toHaveProperty('email');
  });

  test('is none where no domain is vouched for', async () => {
    expect(await identified({}, [])).not.toHaveProperty('email');
  });
});

describe('metadata that cannot be used', () => {
  test.each([
    ['token_endpoint_auth_methods_supported', null],
    ['token_endpoint_auth_methods_supported', {}],
    ['token_endpoint_auth_methods_supported', ['private_key_jwt']],
    ['id_token_signing_alg_values_supported', 'RS256'],
  ])(
    '(%s: %j) is the provider’s fault, and asked for again at the next sign-in',
    async (name, value) => {
      const one = connector();
      announce({ [name]: value });
      await expect(one.authorizationUrl(expected)).rejects.toMatchObject({
        code: 'misconfigured',
      });
      announce({});
      expect((await one.authorizationUrl(expected)).pathname).toBe('/authorize');
    },
  );
});

describe('the client secret goes', () => {
  test.each([
    ['where the provider says nothing of it', undefined],
    ['where nothing else is taken', ['private_key_jwt', 'client_secret_basic']],
  ])('into the header %s', async (_, methods) => {
    announce({ token_endpoint_auth_methods_supported: methods });
    await connector().identify(good(), expected);
    const [request] = sent('/token');
    const [scheme, encoded = ''] = request?.headers.authorization?.split(' ') ?? [];
    expect(scheme).toBe('Basic');
    // RFC 6749 §2.3.1: each half is encoded as in a form.
    const halves = Buffer.from(encoded, 'base64').toString().split(':');
    const decoded = halves.map((half) => new URLSearchParams(`half=${half}`).get('half'));
    expect(decoded).toEqual([CLIENT_ID, SECRET]);
    expect(request?.form.has('client_secret')).toBe(false);
    expect(request?.form.get('code_verifier')).toBe(expected.codeVerifier);
  });

  test('into the body where it may', async () => {
    announce({
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
    await connector().identify(good(), expected);
    const [request] = sent('/token');
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.form.get('client_secret')).toBe(SECRET);
  });

  test('in another way than the client has to use, perhaps, where it is refused', async () => {
    stub.routes.set('POST /token', () => ({ status: 401, body: { error: 'invalid_client' } }));
    const error = await failureOf(connector().identify(good(), expected));
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'invalid_client' });
    expect(error.remedy).toMatch(
      /^Compare OIDC_CLIENT_ID and OIDC_CLIENT_SECRET with the client at/,
    );
    expect(error.remedy).toMatch(/client_secret_post where .* client_secret_basic otherwise\.$/);
  });

  test('nowhere where the provider takes none', async () => {
    announce({ token_endpoint_auth_methods_supported: ['private_key_jwt'] });
    const error = await failureOf(connector().authorizationUrl(expected));
    expect(error).toMatchObject({ code: 'misconfigured', provider: 'oidc' });
    expect((await failureOf(connector().identify(good(), expected))).code).toBe('misconfigured');
    expect(sent('/token')).toEqual([]);
  });
});

describe('discovery', () => {
  test('asks below the path of the issuer', async () => {
    const issuer = `${stub.url}/realms/corp`;
    const body = { ...stub.metadata, issuer };
    stub.routes.set('GET /realms/corp/.well-known/openid-configuration', () => ({ body }));
    await expect(connector({ issuer }).authorizationUrl(expected)).resolves.toBeInstanceOf(URL);
  });

  test.each<[string, Record<string, unknown>]>([
    ['names another issuer', { issuer: 'https://evil.example' }],
    ['lacks the token endpoint', { token_endpoint: undefined }],
    ['has keys at no web address', { jwks_uri: 'data:application/json,{}' }],
  ])('that %s is refused', async (_, change) => {
    announce(change);
    const error = await failureOf(connector().authorizationUrl(expected));
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'metadata' });
    expect(error.remedy).toContain('OIDC_ISSUER');
  });

  test('that spells the issuer with a slash more is refused, and says so', async () => {
    announce({ issuer: `${stub.url}/` });
    const error = await failureOf(connector().authorizationUrl(expected));
    expect(error.message).toMatch(/spells the issuer in another way .* a slash/);
    await expect(
      connector({ issuer: `${stub.url}/` }).authorizationUrl(expected),
    ).resolves.toBeInstanceOf(URL);
  });

  test('that hangs, redirects or answers more than 1 MiB is given up', async () => {
    stub.routes.set(DISCOVERY, () => 'hang');
    const hanging = connector({ timeoutMs: 200 }).authorizationUrl(expected);
    expect((await failureOf(hanging)).code).toBe('unavailable');
    const headers = { location: 'https://evil.example/' };
    stub.routes.set(DISCOVERY, () => ({ status: 302, headers }));
    expect((await failureOf(connector().authorizationUrl(expected))).code).toBe('misconfigured');
    announce({ padding: 'x'.repeat(1024 * 1024) });
    expect((await failureOf(connector().authorizationUrl(expected))).code).toBe('unavailable');
  });
});

describe('a callback that is not ours is refused before the code is used', () => {
  const parameters = () => ({ code: CODE, state: expected.state, iss: stub.url });

  test.each<[string, () => URL]>([
    ['with another state', () => callback({ ...parameters(), state: 'foreign' })],
    ['without state', () => callback({ code: CODE, iss: stub.url })],
    [
      'with the issuer of another provider',
      () => callback({ ...parameters(), iss: 'https://accounts.google.com' }),
    ],
    [
      'without the issuer that the provider announces',
      () => callback({ code: CODE, state: expected.state }),
    ],
  ])('%s', async (_, url) => {
    const error = await failureOf(connector().identify(url(), expected));
    expect(error.code).toBe('invalid_response');
    expect(sent('/token')).toEqual([]);
  });

  test('with a foreign issuer, even where none is announced; without one it is taken then', async () => {
    announce({ authorization_response_iss_parameter_supported: undefined });
    const foreign = callback({ ...parameters(), iss: 'https://evil.example' });
    expect((await failureOf(connector().identify(foreign, expected))).code).toBe(
      'invalid_response',
    );
    expect(sent('/token')).toEqual([]);
    const without = callback({ code: CODE, state: expected.state });
    expect((await connector().identify(without, expected)).provider).toBe('oidc');
  });
});

describe('the token endpoint', () => {
  test.each([302, 307])('redirecting with %d gets no secret sent on', async (status) => {
    const elsewhere = await startStubUpstream();
    try {
      const headers = { location: `${elsewhere.url}/token` };
      stub.routes.set('POST /token', () => ({ status, headers }));
      const error = await failureOf(connector().identify(good(), expected));
      expect(error.code).toBe('invalid_response');
      expect(printed(error)).not.toContain(SECRET);
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test.each(['POST /token', 'GET /certs'])(
    '%s is given up when it hangs or floods',
    async (route) => {
      stub.routes.set(route, () => 'hang');
      const hanging = connector({ timeoutMs: 300 }).identify(good(), expected);
      expect((await failureOf(hanging)).code).toBe('unavailable');
      stub.routes.set(route, () => ({ body: { padding: 'x'.repeat(1024 * 1024) } }));
      expect((await failureOf(connector().identify(good(), expected))).code).toBe('unavailable');
    },
  );
});
