import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callback, expectation, failureOf } from '../../upstream/testing/expectation.ts';
import { refusesForgedIdTokens } from '../../upstream/testing/forged-id-tokens.ts';
import {
  ACCESS_TOKEN,
  type StubOpenId,
  startStubOpenId,
} from '../../upstream/testing/stub-openid.ts';
import { connect, SECRET, settingsAt } from './testing/connect.ts';

const DISCOVERY = 'GET /.well-known/openid-configuration';

let stub: StubOpenId;
const expected = expectation('oidc');

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

const connectorAt = ({ url }: StubOpenId) => connect(settingsAt(url));

const identified = () =>
  connectorAt(stub).identify(
    callback({ code: 'the-code', state: expected.state, iss: stub.url }),
    expected,
  );

refusesForgedIdTokens(connectorAt, SECRET);

describe('the algorithm of an ID token', () => {
  function announce(...algorithms: string[]) {
    const body = { ...stub.metadata, id_token_signing_alg_values_supported: algorithms };
    stub.routes.set(DISCOVERY, () => ({ body }));
  }

  /** Publishes a key, and has the token endpoint answer with what it signed. */
  async function sign(algorithm: string, accessToken = ACCESS_TOKEN) {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'other', alg: algorithm, use: 'sig' };
    stub.routes.set('GET /certs', () => ({ body: { keys: [stub.publicJwk, jwk] } }));
    const bits = algorithm.startsWith('Ed') ? '512' : algorithm.slice(-3);
    const digest = createHash(`sha${bits}`).update(accessToken).digest();
    const half = digest.subarray(0, digest.length / 2).toString('base64url');
    const token = new SignJWT({ ...stub.claims(), at_hash: half });
    stub.answerWith(
      token.setProtectedHeader({ alg: algorithm, kid: 'other', typ: 'JWT' }).sign(privateKey),
    );
  }

  test.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ])(
    'may be %s where the provider announces it, with at_hash of the same length',
    async (algorithm) => {
      announce('RS256', algorithm);
      await sign(algorithm);
      expect((await identified()).subject).toBe('112233445566778899001');
      await sign(algorithm, 'another token');
      expect((await failureOf(identified())).code).toBe('invalid_response');
    },
  );

  test('is one that the provider announces', async () => {
    announce('RS256');
    await sign('ES256');
    expect((await failureOf(identified())).code).toBe('invalid_response');
  });

  test('is RS256 where the provider announces none', async () => {
    stub.routes.set(DISCOVERY, () => ({
      body: { ...stub.metadata, id_token_signing_alg_values_supported: undefined },
    }));
    expect((await identified()).subject).toBe('112233445566778899001');
    await sign('ES256');
    expect((await failureOf(identified())).code).toBe('invalid_response');
  });

  test.each([
    ['HMAC with the client secret', ['HS256', 'RS256'], SECRET],
    ['HMAC with the client secret alone', ['HS256'], SECRET],
  ])('is never %s, whatever the provider announces', async (_, algorithms, key) => {
    announce(...algorithms);
    const token = new SignJWT(stub.claims()).setProtectedHeader({ alg: 'HS256' });
    stub.answerWith(token.sign(new TextEncoder().encode(key)));
    expect((await failureOf(identified())).code).toBe('invalid_response');
  });

  test('is never none, even where the provider announces it', async () => {
    announce('none');
    const payload = Buffer.from(JSON.stringify(stub.claims())).toString('base64url');
    stub.answerWith(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`);
    expect((await failureOf(identified())).code).toBe('invalid_response');
  });
});
