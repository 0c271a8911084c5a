import type { SigningAlgorithm } from '../protocol/algorithms.ts';

/** For a client that registers without naming one (OpenID Connect Registration 1.0 §2). */
export const NEW_ID_TOKEN_ALG: SigningAlgorithm = 'RS256';
