import type { Claims } from '../auth-info.ts';
import { InvalidTokenError } from '../errors.ts';

/** What the claims are measured against. Times are in seconds. */
export interface ClaimExpectations {
  readonly issuer: string;
  readonly audience: string;
  /** How far two clocks may be apart. */
  readonly clockTolerance: number;
  /** The longest life (`exp` − `iat`) a token may have been given. */
  readonly maxLifetime: number;
}

/** The claims of RFC 9068 §2.2 that every accepted token has. Times are in seconds since the epoch. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string | readonly string[];
  readonly sub: string;
  readonly client_id: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly nbf?: number;
  readonly scope?: string;
  readonly [claim: string]: unknown;
}

/**
 * Checks the claims of an access token (RFC 9068 §4, RFC 7519 §4.1).
 *
 * @param now seconds since the epoch
 * @throws {@link InvalidTokenError}
 */
export function checkClaims(
  claims: Claims,
  expected: ClaimExpectations,
  now: number,
): asserts claims is AccessTokenClaims {
  if (claims['iss'] !== expected.issuer) {
    throw new InvalidTokenError('token_issuer_mismatch', 'iss is not the configured issuer');
  }
  if (!isSoleAudience(claims['aud'], expected.audience)) {
    throw new InvalidTokenError('token_audience_mismatch', 'aud is not this resource alone');
  }
  requireText(claims, 'sub');
  requireText(claims, 'client_id');
  requireText(claims, 'jti');
  checkTimes(claims, expected, now);
}

/** One audience and no other: a token that is good elsewhere too could be replayed from there. */
function isSoleAudience(aud: unknown, audience: string): boolean {
  return aud === audience || (Array.isArray(aud) && aud.length === 1 && aud[0] === audience);
}

function checkTimes(claims: Claims, expected: ClaimExpectations, now: number): void {
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

function requireText(claims: Claims, name: string): void {
  const value = claims[name];
  if (value === undefined) throw missing(name);
  if (typeof value !== 'string' || value === '') {
    throw new InvalidTokenError('token_claim_invalid', `${name} is not a string with content`);
  }
}

function requireTime(claims: Claims, name: string): number {
  const value = claims[name];
  if (value === undefined) throw missing(name);
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new InvalidTokenError('token_claim_invalid', `${name} is not a time in seconds`);
  }
  return value;
}

function missing(name: string): InvalidTokenError {
  return new InvalidTokenError('token_claim_missing', `${name} is missing`);
}
