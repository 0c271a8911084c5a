import { errorCodes } from '../../errors/error-codes.ts';
import {
  AuthError,
  ConfigurationError,
  InvalidTokenError,
  IssuerError,
  TemporarilyUnavailableError,
} from '../../errors/errors.ts';

/** The codes of jose's errors about a token, without those about keys that cannot be fetched. */
const joseCodes = /^ERR_(?:JWT_|JWS_|JOSE_ALG_NOT_ALLOWED$|JWKS_NO_MATCHING_KEY$)/;
/** The names of `jsonwebtoken`'s errors about a token. They have no code. */
const names = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

/**
 * Makes an `AuthError` from anything that the function of a custom verifier has thrown.
 *
 * Errors of this package are not changed. An error about the token becomes a refusal: those of jose and
 * jsonwebtoken, and any error with the code `invalid_token`. Any other error, for example a database
 * that is down or a bug, says nothing about the token: the client gets 503.
 */
export function authErrorFrom(thrown: unknown): AuthError {
  if (thrown instanceof AuthError && isVerifierError(thrown)) return thrown;
  if (isInvalidTokenError(thrown)) {
    return new InvalidTokenError('token_inactive', 'the verifier refuses it', { cause: thrown });
  }
  return new TemporarilyUnavailableError('the verifier failed', { cause: thrown });
}

/** Whether a verifier may throw it: two of the classes are only for documents and for options. */
function isVerifierError(error: AuthError): boolean {
  if (error instanceof ConfigurationError || error instanceof IssuerError) return false;
  return Object.hasOwn(errorCodes, error.code);
}

function isInvalidTokenError(thrown: unknown): boolean {
  try {
    const { code, errorCode, name } = Object(thrown) as Record<string, unknown>;
    if (code === 'invalid_token' || errorCode === 'invalid_token') return true;
    if (typeof code === 'string' && joseCodes.test(code)) return true;
    return typeof name === 'string' && names.has(name);
  } catch {
    return false;
  }
}
