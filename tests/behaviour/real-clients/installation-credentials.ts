import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Parameters } from '../actors/client.ts';

/** How an installation says who it is at the token endpoint: with each request anew. */
export type Credentials = () => Promise<{
  readonly headers?: Readonly<Record<string, string>>;
  readonly parameters?: Parameters;
}>;

/** RFC 6749 §2.3.1 and §3.2.1: by a name alone, or with the secret that it was given. */
export function registeredCredentials(method: unknown, id: string, secret: unknown): Credentials {
  const name = { client_id: id };
  if (method === 'none') return async () => ({ parameters: name });
  if (typeof secret !== 'string') throw new Error(`no secret for ${String(method)}`);
  if (method === 'client_secret_post') {
    return async () => ({ parameters: { ...name, client_secret: secret } });
  }
  const encoded = [id, secret].map(encodeURIComponent).join(':');
  const authorization = `Basic ${Buffer.from(encoded).toString('base64')}`;
  return async () => ({ headers: { authorization } });
}

/** A key of a client, and what its document says of that. */
export interface ClientKey {
  readonly jwks: { readonly keys: readonly object[] };
  /** Assertions (RFC 7523 §2.2) whose audience is the token endpoint, as ChatGPT's is. */
  credentialsOf(id: string, issuer: string): Credentials;
}

export async function newClientKey(): Promise<ClientKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    credentialsOf: (id, issuer) => async () => ({
      parameters: {
        client_id: id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await new SignJWT({ jti: randomUUID() })
          .setProtectedHeader({ alg: 'RS256', kid: 'one' })
          .setIssuer(id)
          .setSubject(id)
          .setAudience(`${issuer}/token`)
          .setIssuedAt()
          .setExpirationTime('1m')
          .sign(privateKey),
      },
    }),
  };
}
