import { errorCodes } from '../../errors/error-codes.ts';
import {
  AuthError,
  ConfigurationError,
  InvalidTokenError,
  IssuerError,
  TemporarilyUnavailableError,
} from '../../errors/errors.ts';

/** What jose throws about a token: its errors about keys that cannot be fetched are not among them. */
const joseCodes = /^ERR_(?:JWT_|JWS_|JOSE_ALG_NOT_ALLOWED$|JWKS_NO_MATCHING_KEY$)/;
/** Of `jsonwebtoken`, whose errors have no code. */
const names = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

/**
 * What a function of the author's own has thrown, as an error that makes an answer.
 *
 * Errors of this package count as they are. Others count as a refusal where they say that the token
 * is wrong, as those of jose and jsonwebtoken do, or any with `invalid_token` for its code. All else
 * says nothing about the token, a database that is down, say, or a bug: 503, and nobody gets in.
 */
export function authErrorFrom(thrown: unknown): AuthError {
  if (thrown instanceof AuthError && isVerifierError(thrown)) return thrown;
  if (isInvalidTokenError(thrown)) {
    return new InvalidTokenError('token_inactive', 'the verifier refuses it', { cause: thrown });
  }
  return new TemporarilyUnavailableError('the verifier failed', { cause: thrown });
}

/** Whether it is one that verifiers throw: the other two are about documents and options. */
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
