/**
 * Verification of access tokens for resource servers.
 *
 * One request walks through here like this: `presentedToken` takes the token from the request, a
 * {@link Verifier} decides about it, `requireScopes` compares its scopes, and whatever throws on
 * the way is an {@link AuthError} that `ProtectedResource.refuse` turns into the answer. Verifiers
 * compose: one may wrap another, as long as it passes the {@link Presentation} on.
 *
 * This module knows no web framework and no MCP SDK; `/express`, `/fetch`, `/mcp` and `/mcp-v1` do.
 *
 * @module
 */
export type {
  ClientAuthentication,
  ClientKey,
  ClientSecret,
} from './client-authentication/options.ts';
export type { RemoteOptions } from './remote/options.ts';
export type { AuthInfo, Confirmation } from './contract/auth-info.ts';
export type { TokenDigest } from './caching/token-digest.ts';
export { type ChallengeHints, challenge, type Refusal } from './protected-resource/challenge.ts';
export { confirmationOf } from './contract/confirmation.ts';
export { corsHeaders } from './protected-resource/cors.ts';
export {
  type CredentialsRequest,
  type PresentedToken,
  presentedToken,
} from './protected-resource/credentials.ts';
export { dpop } from './dpop/dpop.ts';
export { type MemoryReplayStoreOptions, memoryReplayStore } from './dpop/memory-replay-store.ts';
export type { NonceOptions } from './dpop/nonces.ts';
export type { DpopOptions } from './dpop/options.ts';
export type { ReplayStore } from './dpop/replay-store.ts';
export { type AuthErrorCode, type ErrorCodeEntry, errorCodes } from './errors/error-codes.ts';
export {
  AuthError,
  ConfigurationError,
  InsufficientScopeError,
  type InvalidProofCode,
  InvalidProofError,
  InvalidRequestError,
  type InvalidTokenCode,
  InvalidTokenError,
  type IssuerCode,
  IssuerError,
  MissingTokenError,
  TemporarilyUnavailableError,
  type UnavailableCode,
} from './errors/errors.ts';
export type { Fetch } from './issuer/fetch-json.ts';
export * as presets from './presets/index.ts';
export {
  type ProtectedResource,
  type ProtectedResourceOptions,
  protectedResource,
} from './protected-resource/protected-resource.ts';
export { type Answer, metadataAnswer } from './protected-resource/metadata-answer.ts';
export type { ProtectedResourceMetadata } from './protected-resource/metadata.ts';
export type { ScopeHierarchy } from './scopes/scope-hierarchy.ts';
export { requireScopes } from './scopes/scopes.ts';
export { isLoopback, isSecureUrl } from './options/secure-url.ts';
export type { SharedSecret } from './keys/shared-secret.ts';
export type { MetadataOptions, ServerMetadataOptions } from './server-metadata/server-metadata.ts';
export type { StatusCheckOptions } from './status/options.ts';
export { type StatusCheckedVerifier, statusChecked } from './status/status-checked.ts';
export type { Timer } from './status/timer.ts';
export type { SignatureAlgorithm } from './token/algorithms.ts';
export type { AccessTokenClaims, Claims } from './token/claims.ts';
export type { ClaimRequirement, ClaimRequirements } from './token/required-claims.ts';
export { shapeOf, type TokenShape } from './token/shape.ts';
export {
  type Presentation,
  type TokenScheme,
  type Verifier,
  wrapVerifier,
} from './contract/verifier.ts';
export { anyOf } from './verifiers/any-of.ts';
export { cached, type CachedOptions } from './caching/cached.ts';
export {
  type CustomCheck,
  customVerifier,
  type CustomVerifierOptions,
} from './verifiers/custom/custom.ts';
export type { CustomVerdict } from './verifiers/custom/verdict.ts';
export { githubTokenVerifier } from './verifiers/github/github.ts';
export type { GithubClaims } from './verifiers/github/claims.ts';
export type { GithubTokenVerifierOptions } from './verifiers/github/options.ts';
export { googleTokenVerifier } from './verifiers/google/google.ts';
export type { GoogleClaims } from './verifiers/google/claims.ts';
export type { GoogleEndpoints, GoogleTokenVerifierOptions } from './verifiers/google/options.ts';
export { introspectionVerifier } from './verifiers/introspection/introspection.ts';
export type { IntrospectionVerifierOptions } from './verifiers/introspection/options.ts';
export { gatehouse, type GatehouseOptions } from './verifiers/gatehouse.ts';
export { jwtVerifier } from './verifiers/jwt/jwt.ts';
export type { JwtVerifierOptions, TokenProfile } from './verifiers/jwt/options.ts';
