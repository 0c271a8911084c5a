/**
 * Everything this package throws.
 *
 * Each failure has a stable `code` for programs and logs, the HTTP `status` a resource server
 * answers with, and a `description` that may be shown to the outside. `message` and `cause` are
 * for the log alone: they may name hosts and configuration, though never a token.
 *
 * @module
 */

/** Why a token was refused. Stable: new reasons may be added, none is renamed. */
export type InvalidTokenCode =
  | 'token_too_long'
  | 'token_malformed'
  | 'token_header_refused'
  | 'token_algorithm_refused'
  | 'token_type_refused'
  | 'token_key_unknown'
  | 'token_signature_invalid'
  | 'token_claim_missing'
  | 'token_claim_invalid'
  | 'token_issuer_mismatch'
  | 'token_audience_mismatch'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_lifetime_exceeded';

/** Why keys of the issuer could not be had. Only ever the `cause` of a {@link TemporarilyUnavailableError}. */
export type IssuerCode =
  | 'issuer_unreachable'
  | 'issuer_response_refused'
  | 'issuer_metadata_invalid'
  | 'issuer_mismatch'
  | 'issuer_keys_invalid';

export type AuthErrorCode =
  | InvalidTokenCode
  | IssuerCode
  | 'configuration_invalid'
  | 'token_missing'
  | 'request_malformed'
  | 'scope_insufficient'
  | 'issuer_unavailable';

/** The base class: `error instanceof AuthError` catches everything this package throws. */
export abstract class AuthError extends Error {
  abstract readonly code: AuthErrorCode;
  /** The HTTP status a resource server answers with. */
  abstract readonly status: number;
  /** The `error` value of RFC 6750 §3.1, where one is to be sent. */
  abstract readonly error: string | undefined;
  /** What the outside may read: a fixed sentence, never taken from a request. */
  abstract readonly description: string;
}

/** A verifier or resource was constructed with options that cannot be right. */
export class ConfigurationError extends AuthError {
  override readonly name = 'ConfigurationError';
  readonly code = 'configuration_invalid';
  readonly status = 500;
  readonly error = 'server_error';
  readonly description = 'The server is not configured correctly.';
}

/** No access token was presented. RFC 6750 §3.1: the challenge then carries no error code. */
export class MissingTokenError extends AuthError {
  override readonly name = 'MissingTokenError';
  readonly code = 'token_missing';
  readonly status = 401;
  readonly error = undefined;
  readonly description = 'An access token is required.';

  constructor() {
    super('no access token in the Authorization header');
  }
}

/** The credentials are not even well formed: two tokens, a token in the query, a broken header. */
export class InvalidRequestError extends AuthError {
  override readonly name = 'InvalidRequestError';
  readonly code = 'request_malformed';
  readonly status = 400;
  readonly error = 'invalid_request';
  readonly description: string;

  constructor(description: string) {
    super(description);
    this.description = description;
  }
}

const invalidTokenDescriptions: Partial<Record<InvalidTokenCode, string>> = {
  token_expired: 'The access token has expired.',
  token_not_yet_valid: 'The access token is not valid yet.',
  token_audience_mismatch: 'The access token was not issued for this resource.',
  token_issuer_mismatch: 'The access token is from another issuer.',
};

/** The access token is not one to be accepted; `code` says why. */
export class InvalidTokenError extends AuthError {
  override readonly name = 'InvalidTokenError';
  readonly code: InvalidTokenCode;
  readonly status = 401;
  readonly error = 'invalid_token';
  readonly description: string;

  constructor(code: InvalidTokenCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.description = invalidTokenDescriptions[code] ?? 'The access token is not valid.';
  }
}

/** The token is good, but its scopes do not cover the operation. */
export class InsufficientScopeError extends AuthError {
  override readonly name = 'InsufficientScopeError';
  readonly code = 'scope_insufficient';
  readonly status = 403;
  readonly error = 'insufficient_scope';
  readonly description = 'The access token lacks a scope that this operation needs.';
  /** Every scope the operation needs, held or not: the client asks once. */
  readonly scopes: readonly string[];

  constructor(scopes: readonly string[]) {
    super(`the operation needs the scopes ${scopes.join(' ')}`);
    this.scopes = scopes;
  }
}

/**
 * The issuer's keys cannot be had just now, so the token can be neither accepted nor refused.
 * Not a 401, which would send the client to sign in again at a server that is down.
 */
export class TemporarilyUnavailableError extends AuthError {
  override readonly name = 'TemporarilyUnavailableError';
  readonly code = 'issuer_unavailable';
  readonly status = 503;
  readonly error = 'temporarily_unavailable';
  readonly description = 'Access tokens cannot be checked at the moment. Try again shortly.';
  /** Seconds after which another attempt makes sense. */
  readonly retryAfter = 1;
}

/** A document of the issuer could not be had or is not to be used. */
export class IssuerError extends AuthError {
  override readonly name = 'IssuerError';
  readonly code: IssuerCode;
  readonly status = 503;
  readonly error = 'temporarily_unavailable';
  readonly description = 'Access tokens cannot be checked at the moment. Try again shortly.';

  constructor(code: IssuerCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
