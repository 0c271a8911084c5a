import { InvalidTokenError } from '../errors/errors.ts';
import { type Claims, missing } from './claims.ts';

/** In seconds. */
export interface TimeExpectations {
  /** How far the clocks of issuer and resource server may differ. */
  readonly clockTolerance: number;
  /** The longest lifetime (`exp` − `iat`) of a token. */
  readonly maxLifetime: number;
}

/**
 * Checks `exp`, `iat` and `nbf` (RFC 7519 §4.1). The first two are required.
 *
 * @param now seconds since the epoch
 * @throws {@link InvalidTokenError}
 */
export function checkTimes(claims: Claims, expected: TimeExpectations, now: number): void {
  const exp = requireTime(claims, 'exp');
  const iat = requireTime(claims, 'iat');
  const nbf = claims['nbf'] === undefined ? undefined : requireTime(claims, 'nbf');
  if (exp <= now - expected.clockTolerance) {
    throw new InvalidTokenError('token_expired', 'exp is in the past');
  }
  if (exp - iat > expected.maxLifetime || exp <= iat) {
    throw new InvalidTokenError('token_lifetime_exceeded', 'exp is too far from iat');
  }
  if (iat > now + expected.clockTolerance) {
    throw new InvalidTokenError('token_not_yet_valid', 'iat is in the future');
  }
  if (nbf !== undefined && nbf > now + expected.clockTolerance) {
    throw new InvalidTokenError('token_not_yet_valid', 'nbf is in the future');
  }
}

/**
 * Checks `exp` and `nbf` of an introspection response, if they are present.
 *
 * @param now seconds since the epoch
 * @returns `exp`, or undefined where it is not present
 * @throws {@link InvalidTokenError}
 */
export function checkTimesIfPresent(
  claims: Claims,
  clockTolerance: number,
  now: number,
): number | undefined {
  const [exp, nbf] = ['exp', 'nbf'].map((name) =>
    claims[name] === undefined ? undefined : requireTime(claims, name),
  );
  if (exp !== undefined && exp <= now - clockTolerance) {
    throw new InvalidTokenError('token_expired', 'exp is in the past');
  }
  if (nbf !== undefined && nbf > now + clockTolerance) {
    throw new InvalidTokenError('token_not_yet_valid', 'nbf is in the future');
  }
  return exp;
}

function requireTime(claims: Claims, name: string): number {
  const value = claims[name];
  if (value === undefined) throw missing(name);
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new InvalidTokenError('token_claim_invalid', `${name} is not a time in seconds`);
  }
  return value;
}
