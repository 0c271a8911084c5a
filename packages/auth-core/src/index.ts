/**
 * Verification of access tokens for resource servers.
 *
 * One request walks through here like this: `presentedToken` takes the token from the request, a
 * {@link Verifier} decides about it, `requireScopes` compares its scopes, and whatever throws on
 * the way is an {@link AuthError} that `ProtectedResource.refuse` turns into the answer. Verifiers
 * compose: one may wrap another, as long as it passes the {@link Presentation} on.
 *
 * This module knows no web framework and no MCP SDK; see `@gatehouse/auth-core/express`.
 *
 * @module
 */
export type { AuthInfo, Claims, Confirmation } from './auth-info.ts';
export { type ChallengeHints, challenge, type Refusal } from './challenge.ts';
export { confirmationOf } from './confirmation.ts';
export { corsHeaders } from './cors.ts';
export {
  type CredentialsRequest,
  type PresentedToken,
  presentedToken,
} from './credentials.ts';
export { type AuthErrorCode, type ErrorCodeEntry, errorCodes } from './error-codes.ts';
export {
  AuthError,
  ConfigurationError,
  InsufficientScopeError,
  InvalidRequestError,
  type InvalidTokenCode,
  InvalidTokenError,
  type IssuerCode,
  IssuerError,
  MissingTokenError,
  TemporarilyUnavailableError,
} from './errors.ts';
export type { Fetch } from './issuer/fetch-json.ts';
export * as presets from './presets/index.ts';
export {
  type ProtectedResource,
  type ProtectedResourceOptions,
  protectedResource,
} from './protected-resource.ts';
export type { ProtectedResourceMetadata } from './resource-metadata.ts';
export { requireScopes } from './scopes.ts';
export { isLoopback, isSecureUrl } from './secure-url.ts';
export type { SharedSecret } from './keys/shared-secret.ts';
export type { SignatureAlgorithm } from './token/algorithms.ts';
export type { AccessTokenClaims } from './token/claims.ts';
export type { ClaimRequirement, ClaimRequirements } from './token/required-claims.ts';
export { shapeOf, type TokenShape } from './token/shape.ts';
export { type Presentation, type TokenScheme, type Verifier, wrapVerifier } from './verifier.ts';
export { jwtVerifier } from './verifiers/jwt.ts';
export type { JwtVerifierOptions, TokenProfile } from './verifiers/jwt-options.ts';
