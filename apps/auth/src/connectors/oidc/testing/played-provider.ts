import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Fetch } from '../../../upstream/upstream-fetch.ts';
import type { KnownProvider } from './known-providers.ts';

export interface Played {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly nonce: string;
  /** beside audience, times and nonce */
  readonly idToken: JWTPayload;
  readonly userinfo?: JWTPayload;
}

export interface PlayedProvider {
  readonly fetch: Fetch;
  readonly authorizationEndpoint: string;
  /** what the browser brings back as `iss` (RFC 9207), where the provider says that it does */
  readonly iss: string | undefined;
  /** which endpoints were asked */
  readonly asked: ReadonlySet<string>;
}

const ACCESS_TOKEN = 'the-access-token';
const pair = (algorithm: string) => generateKeyPair(algorithm, { extractable: true });
const pairs = Promise.all([pair('RS256'), pair('RSA-OAEP')]);

/** Answers as a provider that is known, by the addresses of its metadata, without a network. */
export async function playedProvider(
  { metadata, hasAlgorithmInKeys, hasEncryptionKey = false }: KnownProvider,
  { clientId, clientSecret, nonce, idToken, userinfo }: Played,
): Promise<PlayedProvider> {
  const [signing, encryption] = await pairs;
  const keys: object[] = [
    {
      ...(await exportJWK(signing.publicKey)),
      kid: 'signing',
      use: 'sig',
      ...(hasAlgorithmInKeys && { alg: 'RS256' }),
    },
  ];
  if (hasEncryptionKey) {
    const jwk = await exportJWK(encryption.publicKey);
    keys.unshift({ ...jwk, kid: 'encryption', use: 'enc', alg: 'RSA-OAEP' });
  }
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, exp: now + 300, aud: clientId, nonce };
  const encoded = await new SignJWT({ ...idToken, ...times })
    .setProtectedHeader({ alg: 'RS256', kid: 'signing', typ: 'JWT' })
    .sign(signing.privateKey);

  const base = metadata.issuer.replace('{tenantid}', 'organizations').replace(/\/$/, '');
  const discovery = `${base}/.well-known/openid-configuration`;
  const asked = new Set<string>();
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.url === discovery) return Response.json(metadata);
    if (request.url === metadata.jwks_uri) return Response.json({ keys });
    if (request.url === metadata.token_endpoint) {
      asked.add('token');
      const form = new URLSearchParams(await request.text());
      const isClient =
        form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
      if (!isClient) return Response.json({ error: 'invalid_client' }, { status: 401 });
      return Response.json({
        access_token: ACCESS_TOKEN,
        token_type: 'Bearer',
        expires_in: 3600,
        id_token: encoded,
      });
    }
    if (request.url === metadata.userinfo_endpoint) {
      asked.add('userinfo');
      const isAuthorized = request.headers.get('authorization') === `Bearer ${ACCESS_TOKEN}`;
      if (!isAuthorized) return Response.json({ error: 'invalid_token' }, { status: 401 });
      // What is not documented there is in the ID token; who it is, is said all the same.
      return Response.json(userinfo ?? { sub: idToken.sub });
    }
    return new Response('', { status: 404 });
  };
  const returnsIssuer = metadata['authorization_response_iss_parameter_supported'] === true;
  return {
    fetch,
    authorizationEndpoint: metadata.authorization_endpoint,
    iss: returnsIssuer ? metadata.issuer : undefined,
    asked,
  };
}
