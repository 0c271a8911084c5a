import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { expectation } from './expectation.ts';
import { type StubUpstream, startStubUpstream } from './stub-upstream.ts';

export const CLIENT_ID = 'the-client-id';
export const ACCESS_TOKEN = 'ya29.the-access-token';

/** An OpenID provider as a connector sees it, Google for one: discovery, keys, and a token endpoint that signs what a test says. */
export interface StubOpenId extends StubUpstream {
  /** claims of a good ID token, now */
  claims(): JWTPayload;
  /** makes the token endpoint answer with this ID token */
  answerWith(idToken: string | Promise<string>): void;
  /** signs with the published key, as `RS256` unless told */
  sign(claims: JWTPayload, header?: { kid?: string; key?: CryptoKey }): Promise<string>;
  readonly publicJwk: JWK;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const pair = generateKeyPair('RS256', { extractable: true });

export async function startStubOpenId(): Promise<StubOpenId> {
  const { privateKey, publicKey } = await pair;
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'first', alg: 'RS256', use: 'sig' };
  const stub = await startStubUpstream();
  const metadata = metadataOf(stub.url);

  const claims = (): JWTPayload => ({
    iss: stub.url,
    aud: CLIENT_ID,
    azp: CLIENT_ID,
    sub: '112233445566778899001',
    nonce: expectation('any').nonce,
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 3600,
    at_hash: createHash('sha256')
      .update(ACCESS_TOKEN)
      .digest()
      .subarray(0, 16)
      .toString('base64url'),
    email: 'ada@corp.com',
    email_verified: true,
    hd: 'corp.com',
    name: 'Ada Lovelace',
    picture: 'https://lh3.example/ada',
  });
  const sign: StubOpenId['sign'] = (payload, { kid = 'first', key = privateKey } = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key);
  const answerWith: StubOpenId['answerWith'] = (idToken) => {
    stub.routes.set('POST /token', async () => ({
      body: {
        access_token: ACCESS_TOKEN,
        token_type: 'Bearer',
        expires_in: 3599,
        id_token: await idToken,
      },
    }));
  };

  stub.routes.set('GET /.well-known/openid-configuration', () => ({ body: metadata }));
  stub.routes.set('GET /certs', () => ({ body: { keys: [publicJwk] } }));
  answerWith(sign(claims()));
  return { ...stub, claims, answerWith, sign, publicJwk, metadata };
}

function metadataOf(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
  };
}
