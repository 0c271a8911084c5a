/**
 * Everything this package throws: one class for each way a request ends, one code for each reason.
 *
 * `code` is for programs and logs, and `errorCodes` says what each means. `status`, `error` and
 * `description` make the answer. `message` and `cause` are for the log alone: they may name hosts
 * and configuration, though never a token.
 *
 * @module
 */
import { type AuthErrorCode, errorCodes } from './error-codes.ts';

/** Codes whose answer is a 401 with `error="invalid_token"`. */
export type InvalidTokenCode = Exclude<Extract<AuthErrorCode, `token_${string}`>, 'token_missing'>;

/** Codes whose answer is a 401 with `error="invalid_dpop_proof"`, or `use_dpop_nonce`. */
export type InvalidProofCode = Extract<AuthErrorCode, `proof_${string}`>;

/** Codes whose answer is a 503. */
export type UnavailableCode = 'issuer_unavailable' | 'replay_store_unavailable';

/** Why a document of the issuer cannot be used. Only ever the `cause` of a {@link TemporarilyUnavailableError}. */
export type IssuerCode = Exclude<Extract<AuthErrorCode, `issuer_${string}`>, 'issuer_unavailable'>;

/** The base class: `error instanceof AuthError` catches everything this package throws. */
export abstract class AuthError extends Error {
  readonly code: AuthErrorCode;
  /** What the outside may read: never taken from a token. */
  readonly description: string;

  constructor(
    message: string,
    options: ErrorOptions & { readonly code: AuthErrorCode; readonly description?: string },
  ) {
    super(message, options);
    this.code = options.code;
    this.description = options.description ?? errorCodes[options.code].description;
  }

  /** The HTTP status a resource server answers with. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** The `error` value of RFC 6750 §3.1, where one is to be sent. */
  get error(): string | undefined {
    return errorCodes[this.code].error;
  }

  /** Further headers of the answer. */
  get headers(): Readonly<Record<string, string>> {
    return {};
  }
}

/** A verifier or resource was constructed with options that cannot be right. */
export class ConfigurationError extends AuthError {
  override readonly name = 'ConfigurationError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, code: 'configuration_invalid' });
  }
}

/** No access token was presented. RFC 6750 §3.1: the challenge then carries no error code. */
export class MissingTokenError extends AuthError {
  override readonly name = 'MissingTokenError';

  constructor() {
    super('no access token in the Authorization header', { code: 'token_missing' });
  }
}

/** The credentials are not even well formed: two tokens, a token in the query, a broken header. */
export class InvalidRequestError extends AuthError {
  override readonly name = 'InvalidRequestError';

  /** @param description a fixed sentence, which the outside may read */
  constructor(description: string) {
    super(description, { code: 'request_malformed', description });
  }
}

/** The access token is not one to be accepted; `code` says why. */
export class InvalidTokenError extends AuthError {
  override readonly name = 'InvalidTokenError';
  declare readonly code: InvalidTokenCode;

  constructor(code: InvalidTokenCode, message: string, options?: ErrorOptions) {
    super(message, { ...options, code });
  }
}

/** The DPoP proof is not one to be accepted (RFC 9449 §4.3); `code` says why. */
export class InvalidProofError extends AuthError {
  override readonly name = 'InvalidProofError';
  declare readonly code: InvalidProofCode;
  readonly #nonce: string | undefined;

  /** @param options `nonce`: the one that the client is to use from now on (RFC 9449 §9) */
  constructor(
    code: InvalidProofCode,
    message: string,
    options?: ErrorOptions & { readonly nonce?: string },
  ) {
    super(message, { ...options, code });
    this.#nonce = options?.nonce;
  }

  override get headers(): Readonly<Record<string, string>> {
    return this.#nonce === undefined ? {} : { 'DPoP-Nonce': this.#nonce };
  }
}

/** The token is good, but its scopes do not cover the operation. */
export class InsufficientScopeError extends AuthError {
  override readonly name = 'InsufficientScopeError';
  /** Every scope the operation needs, held or not: the client asks once. */
  readonly scopes: readonly string[];
  /** What the token has already: the challenge names it too, so that it is not lost. */
  readonly held: readonly string[];

  constructor(scopes: readonly string[], held: readonly string[] = []) {
    super(`the operation needs the scopes ${scopes.join(' ')}`, { code: 'scope_insufficient' });
    this.scopes = scopes;
    this.held = held;
  }
}

/**
 * Whoever has to be asked about the token does not answer, so it can be neither accepted nor
 * refused. Not a 401, which would send the client to sign in again at a server that is down.
 */
export class TemporarilyUnavailableError extends AuthError {
  override readonly name = 'TemporarilyUnavailableError';
  /** Seconds after which another attempt makes sense. */
  readonly retryAfter = 1;
  declare readonly code: UnavailableCode;

  /** @param options `code`: default `issuer_unavailable` */
  constructor(message: string, options?: ErrorOptions & { readonly code?: UnavailableCode }) {
    super(message, { code: 'issuer_unavailable', ...options });
  }

  override get headers(): Readonly<Record<string, string>> {
    return { 'Retry-After': `${this.retryAfter}` };
  }
}

/** A document of the issuer could not be had or is not to be used. */
export class IssuerError extends AuthError {
  override readonly name = 'IssuerError';
  declare readonly code: IssuerCode;

  constructor(code: IssuerCode, message: string, options?: ErrorOptions) {
    super(message, { ...options, code });
  }
}
