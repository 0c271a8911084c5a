/**
 * Verification of access tokens for resource servers.
 *
 * A request is handled in these steps: `presentedToken` takes the token from the request, a
 * {@link Verifier} decides whether it is accepted, and `requireScopes` compares its scopes. Each step
 * throws an {@link AuthError} when it fails, and `ProtectedResource.refuse` makes the answer from it.
 * One verifier may wrap another; it then has to pass on the {@link Presentation}.
 *
 * The folders, in the order in which they may import each other, lowest first:
 *
 * | folder | what is there |
 * | --- | --- |
 * | `errors` | the errors, and one code for each reason |
 * | `options` | checks that many options share |
 * | `sharing` | work that several requests wait for and one does |
 * | `token` | form, header and claims of a token |
 * | `keys` | public keys and shared secrets from the options |
 * | `issuer` | metadata and keys of an issuer, fetched and cached |
 * | `testing` | an issuer for tests |
 * | `contract` | `Verifier`, and the `AuthInfo` that it returns |
 * | `scopes` | comparing scopes |
 * | `caching`, `remote`, `client-authentication` | results that are cached; servers that are asked about tokens |
 * | `dpop`, `status` | wrappers that check proofs of possession and status lists |
 * | `verifiers` | one folder for each kind of verifier |
 * | `presets` | how other providers write their tokens |
 * | `protected-resource`, `server-metadata` | a resource server without a web framework |
 * | `express`, `fetch`, `mcp`, `mcp-v1` | the adapters, each with its own entry point |
 *
 * This module knows no web framework and no MCP SDK; only the adapters do.
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
export { isLoopback, isPrivateHttpUrl, isSecureUrl } from './options/secure-url.ts';
export type { SharedSecret } from './keys/shared-secret.ts';
export type { MetadataOptions, ServerMetadataOptions } from './server-metadata/server-metadata.ts';
export type { StatusCheckOptions } from './status/options.ts';
export { type StatusCheckedVerifier, statusChecked } from './status/status-checked.ts';
export type { Timer } from './sharing/timer.ts';
export type { SignatureAlgorithm } from './token/algorithms.ts';
export type { OtherAudiences } from './token/audience.ts';
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
