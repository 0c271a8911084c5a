/**
 * Ways for a client to prove who it is at the token endpoint (RFC 7591 §2, OpenID Connect Core 1.0 §9);
 * `none` is for public clients.
 */
export const CLIENT_AUTH_METHODS = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const;

/** For a client that does not say (RFC 7591 §2). */
export const DEFAULT_CLIENT_AUTH_METHOD = 'client_secret_basic';
