/**
 * Verification of access tokens for resource servers.
 *
 * One request walks through here like this: `bearerToken` takes the token from the request,
 * `Verifier.verify` decides about it (canonical form → header → claims → the issuer's key →
 * signature), `requireScopes` compares its scopes, and whatever throws on the way is an
 * {@link AuthError} that `ProtectedResource.refuse` turns into the answer.
 *
 * This module knows no web framework and no MCP SDK; see `@gatehouse/auth-core/express`.
 *
 * @module
 */
export { bearerToken, type Credentials } from './bearer.ts';
export { type ChallengeHints, challenge, type Refusal } from './challenge.ts';
export { corsHeaders } from './cors.ts';
export {
  AuthError,
  type AuthErrorCode,
  ConfigurationError,
  InsufficientScopeError,
  InvalidRequestError,
  InvalidTokenError,
  IssuerError,
  MissingTokenError,
  TemporarilyUnavailableError,
} from './errors.ts';
export type { Fetch } from './issuer/fetch-json.ts';
export {
  type ProtectedResource,
  type ProtectedResourceOptions,
  protectedResource,
} from './protected-resource.ts';
export type { ProtectedResourceMetadata } from './resource-metadata.ts';
export { requireScopes } from './scopes.ts';
export { isLoopback, isSecureUrl } from './secure-url.ts';
export type { SignatureAlgorithm } from './token/algorithms.ts';
export type { AccessTokenClaims } from './token/claims.ts';
export { type AuthInfo, type JwtVerifierOptions, jwtVerifier, type Verifier } from './verifier.ts';
