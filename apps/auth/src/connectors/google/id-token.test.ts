import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGoogleConnector } from './sign-in.ts';
import { callback, expectation, failureOf } from '../../upstream/testing/expectation.ts';
import { refusesForgedIdTokens } from '../../upstream/testing/forged-id-tokens.ts';
import { CLIENT_ID, type StubOpenId, startStubOpenId } from '../../upstream/testing/stub-openid.ts';

const SECRET = 'the-client-secret-of-32-characters';
const CODE = 'the-code';
const DISCOVERY = 'GET /.well-known/openid-configuration';

let stub: StubOpenId;
const expected = expectation('google');
const good = () => callback({ code: CODE, state: expected.state, iss: stub.url });

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

function connectorAt({ url }: StubOpenId) {
  const config = { clientId: CLIENT_ID, clientSecret: SECRET, issuer: url, emulated: true };
  return createGoogleConnector(config, { fetch, timeoutMs: 5000, now: Date.now });
}

const connector = () => connectorAt(stub);

/** What becomes of a sign-in whose ID token has these claims instead of the good ones. */
function withClaims(change: JWTPayload) {
  stub.answerWith(stub.sign({ ...stub.claims(), ...change }));
  return connector().identify(good(), expected);
}

test.each<[string, JWTPayload, number | undefined]>([
  ['says when the person signed in there', { auth_time: 1_700_000_000 }, 1_700_000_000],
  ['says so in whole seconds or not at all', { auth_time: 1.5 }, undefined],
  ['need not say so', {}, undefined],
])('an ID token %s', async (_what, claims, authTime) => {
  expect((await withClaims(claims)).authTime).toBe(authTime);
});

refusesForgedIdTokens(connectorAt, SECRET);

test('an ID token is refused that is signed by another algorithm, even where the metadata offers it and the key is published', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' };
  stub.routes.set('GET /certs', () => ({ body: { keys: [jwk] } }));
  const algorithms = { id_token_signing_alg_values_supported: ['RS256', 'ES256'] };
  stub.routes.set(DISCOVERY, () => ({ body: { ...stub.metadata, ...algorithms } }));
  const token = new SignJWT(stub.claims()).setProtectedHeader({ alg: 'ES256', kid: 'ec' });
  stub.answerWith(token.sign(privateKey));
  expect((await failureOf(connector().identify(good(), expected))).code).toBe('invalid_response');
});

describe('the issuer without scheme, as Google also spells it', () => {
  const bare = () => stub.url.replace('http://', '');

  test('is accepted, under the configured issuer, with one use of the code', async () => {
    expect(await withClaims({ iss: bare() })).toMatchObject({
      issuer: stub.url,
      subject: '112233445566778899001',
    });
    expect(stub.received.filter(({ path }) => path === '/token')).toHaveLength(1);
  });

  test.each<[string, JWTPayload]>([
    ['a foreign audience', { aud: 'another-client' }],
    ['a foreign nonce', { nonce: 'foreign' }],
    ['an expiry that is past', { exp: 1 }],
  ])('does not forgive %s', async (_, change) => {
    const error = await failureOf(withClaims({ ...change, iss: bare() }));
    expect(error.code).toBe('invalid_response');
  });

  test('does not forgive a signature of another key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    stub.answerWith(stub.sign({ ...stub.claims(), iss: bare() }, { key: privateKey }));
    expect((await failureOf(connector().identify(good(), expected))).code).toBe('invalid_response');
  });

  test('does not forgive another issuer in the callback', async () => {
    stub.answerWith(stub.sign({ ...stub.claims(), iss: bare() }));
    const url = callback({ code: CODE, state: expected.state, iss: bare() });
    expect((await failureOf(connector().identify(url, expected))).code).toBe('invalid_response');
  });
});

describe('an e-mail address', () => {
  test.each<[string, JWTPayload]>([
    ['is not verified', { email_verified: false }],
    ['says nothing of verification', { email_verified: undefined }],
    ['is verified by the text "true"', { email_verified: 'true' }],
    ['is not verified, by the text "false"', { email_verified: 'false' }],
    ['is verified by 1', { email_verified: 1 }],
    ['is missing', { email: undefined }],
    ['is not text', { email: ['ada@corp.com'] }],
    ['has two @', { email: 'ada@evil.com@corp.com' }],
  ])('that %s is no verified address, and is not kept', async (_, change) => {
    const identity = await withClaims(change);
    expect(identity).toMatchObject({ emailVerified: false, verifiedEmails: [] });
    expect(identity).not.toHaveProperty('email');
  });

  test('that is verified is the one that is kept', async () => {
    expect(await withClaims({})).toMatchObject({
      email: 'ada@corp.com',
      emailVerified: true,
      verifiedEmails: ['ada@corp.com'],
    });
  });

  test('hd is taken from the signed token alone', async () => {
    stub.answerWith(stub.sign({ ...stub.claims(), hd: undefined }));
    const url = callback({ code: CODE, state: expected.state, iss: stub.url, hd: 'corp.com' });
    const identity = await connector().identify(url, expected);
    expect(identity.hostedDomain).toBeUndefined();
    expect((await withClaims({ hd: ['corp.com'] })).hostedDomain).toBeUndefined();
  });
});
