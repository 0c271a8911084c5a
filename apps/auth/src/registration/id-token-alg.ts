/** For a client that registers and does not say (OpenID Connect Dynamic Client Registration 1.0 §2). */
export const NEW_ID_TOKEN_ALG = 'RS256';
