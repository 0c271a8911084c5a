/** Algorithms that ID tokens can be signed with. There is a key for each. */
export const ID_TOKEN_ALGS = ['ES256', 'RS256'] as const;

/** For a client that registers without naming one (OpenID Connect Registration 1.0 §2). */
export const NEW_ID_TOKEN_ALG = 'RS256';
