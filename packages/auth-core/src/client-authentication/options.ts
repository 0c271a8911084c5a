import type { CryptoKey, JWK } from 'jose';

/** A secret this server was registered with. */
export interface ClientSecret {
  /** In the `Authorization` header, or in the body (RFC 6749 §2.3.1). */
  readonly method: 'client_secret_basic' | 'client_secret_post';
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A key whose public half this server was registered with (RFC 7523 §2.2). */
export interface ClientKey {
  readonly method: 'private_key_jwt';
  readonly clientId: string;
  /** PEM with a `PRIVATE KEY` (PKCS #8), a JWK, or a key of WebCrypto that can sign. */
  readonly privateKey: string | JWK | CryptoKey;
  readonly algorithm: 'ES256' | 'RS256';
  /** The `kid` the key is registered with, where the server wants one. */
  readonly keyId?: string | undefined;
}

/** How this server shows an authorization server who it is. */
export type ClientAuthentication = ClientSecret | ClientKey;
