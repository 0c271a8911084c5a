import type { CryptoKey, JWK } from 'jose';

/** The secret with which this server is registered at the authorization server. */
export interface ClientSecret {
  /** In the `Authorization` header, or in the body (RFC 6749 §2.3.1). */
  readonly method: 'client_secret_basic' | 'client_secret_post';
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A private key, whose public key is registered at the authorization server (RFC 7523 §2.2). */
export interface ClientKey {
  readonly method: 'private_key_jwt';
  readonly clientId: string;
  /** PEM with a `PRIVATE KEY` (PKCS #8), a JWK, or a `CryptoKey` that can sign. */
  readonly privateKey: string | JWK | CryptoKey;
  readonly algorithm: 'ES256' | 'RS256';
  /** The `kid` with which the key is registered, if the server requires one. */
  readonly keyId?: string | undefined;
}

/** How this server authenticates at an authorization server. */
export type ClientAuthentication = ClientSecret | ClientKey;
