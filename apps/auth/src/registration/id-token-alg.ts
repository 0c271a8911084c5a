/** What ID tokens can be signed with: there is a key for each. */
export const ID_TOKEN_ALGS = ['ES256', 'RS256'] as const;

/** For a client that registers and does not say (OpenID Connect Dynamic Client Registration 1.0 §2). */
export const NEW_ID_TOKEN_ALG = 'RS256';
