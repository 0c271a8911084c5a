/**
 * Everything this package throws: one class for each way a request ends, one code for each reason.
 *
 * `code` is for programs and logs; `errorCodes` says what each code means. The answer to the client
 * consists of `status`, `error` and `description`. `message` and `cause` are only for the log: they
 * may contain host names and configuration, but never a token.
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

/**
 * Why a document of the issuer cannot be used. It appears only as the `cause` of a
 * {@link TemporarilyUnavailableError}.
 */
export type IssuerCode = Exclude<Extract<AuthErrorCode, `issuer_${string}`>, 'issuer_unavailable'>;

/**
 * Under this name every error holds the name of its class. A program may have this package twice, in two
 * versions or once in each of two bundles, and each copy has classes of its own.
 */
const className = Symbol.for('@gatehouse/auth-core/error');

/**
 * The base class: `error instanceof AuthError` catches everything this package throws, also what another
 * copy of it threw.
 */
export abstract class AuthError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    if (Object.prototype.isPrototypeOf.call(this.prototype, value)) return true;
    // A class that somebody has derived has no name of its own here, and no copies.
    if (!Object.hasOwn(this.prototype, className) || !(className in value)) return false;
    const own: unknown = Reflect.get(this.prototype, className);
    return own === 'AuthError' || value[className] === own;
  }

  readonly code: AuthErrorCode;
  /** What the client may read. It never contains anything from a token. */
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

  /** The `error` value of RFC 6750 §3.1, if the answer has one. */
  get error(): string | undefined {
    return errorCodes[this.code].error;
  }

  /** Further headers of the answer. */
  get headers(): Readonly<Record<string, string>> {
    return {};
  }
}

/** A verifier or resource was constructed with options that cannot be correct. */
export class ConfigurationError extends AuthError {
  override readonly name = 'ConfigurationError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, code: 'configuration_invalid' });
  }
}

/** The request has no access token. The challenge then has no error code (RFC 6750 §3.1). */
export class MissingTokenError extends AuthError {
  override readonly name = 'MissingTokenError';

  constructor() {
    super('no access token in the Authorization header', { code: 'token_missing' });
  }
}

/** The credentials are malformed: two tokens, a token in the query, or a broken header. */
export class InvalidRequestError extends AuthError {
  override readonly name = 'InvalidRequestError';

  /** @param description a fixed sentence that the client may read */
  constructor(description: string) {
    super(description, { code: 'request_malformed', description });
  }
}

/** The access token is refused; `code` says why. */
export class InvalidTokenError extends AuthError {
  override readonly name = 'InvalidTokenError';
  declare readonly code: InvalidTokenCode;

  constructor(code: InvalidTokenCode, message: string, options?: ErrorOptions) {
    super(message, { ...options, code });
  }
}

/** The DPoP proof is refused (RFC 9449 §4.3); `code` says why. */
export class InvalidProofError extends AuthError {
  override readonly name = 'InvalidProofError';
  declare readonly code: InvalidProofCode;
  readonly #nonce: string | undefined;

  /** @param options `nonce`: the nonce that the client has to use from now on (RFC 9449 §9) */
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

/** The token is valid, but its scopes do not cover the operation. */
export class InsufficientScopeError extends AuthError {
  override readonly name = 'InsufficientScopeError';
  /** Every scope the operation needs, also those the token has, so that the client asks only once. */
  readonly scopes: readonly string[];
  /** The scopes of the token. The challenge repeats them, so that the next token has them too. */
  readonly held: readonly string[];

  constructor(scopes: readonly string[], held: readonly string[] = []) {
    super(`the operation needs the scopes ${scopes.join(' ')}`, { code: 'scope_insufficient' });
    this.scopes = scopes;
    this.held = held;
  }
}

/**
 * A server that is needed to verify the token does not answer, so the token can be neither accepted
 * nor refused. It is not a 401, because that would make the user sign in again for nothing.
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

/** A document of the issuer could not be fetched or cannot be used. */
export class IssuerError extends AuthError {
  override readonly name = 'IssuerError';
  declare readonly code: IssuerCode;

  constructor(code: IssuerCode, message: string, options?: ErrorOptions) {
    super(message, { ...options, code });
  }
}

const classes = {
  AuthError,
  ConfigurationError,
  MissingTokenError,
  InvalidRequestError,
  InvalidTokenError,
  InvalidProofError,
  InsufficientScopeError,
  TemporarilyUnavailableError,
  IssuerError,
};
for (const [name, { prototype }] of Object.entries(classes)) {
  Object.defineProperty(prototype, className, { value: name });
}
