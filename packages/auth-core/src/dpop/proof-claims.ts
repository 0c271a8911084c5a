import type { Claims } from '../token/claims.ts';
import { InvalidProofError } from '../errors/errors.ts';
import { comparableUrl } from './request-url.ts';

/** What a proof is compared with. */
export interface ProofExpectations {
  readonly method: string;
  /** The URL the client used. */
  readonly url: string;
  /** The SHA-256 of the access token, in base64url. */
  readonly tokenHash: string;
  /** Seconds since the epoch. */
  readonly now: number;
  /** How many seconds `iat` may be before or after `now`. */
  readonly maxAge: number;
}

/** What identifies a proof, so that it is recognised when it is used again. */
export interface ProofIdentity {
  readonly jti: string;
  /** Seconds since the epoch. */
  readonly iat: number;
}

/** Characters. Clients write UUIDs or a little more; a longer value would only cost us time. */
const maxJtiLength = 256;

/**
 * Compares the claims of a proof with request, time and token (RFC 9449 §4.3, checks 8 to 12).
 *
 * @throws {@link InvalidProofError}
 */
export function checkProofClaims(claims: Claims, expected: ProofExpectations): ProofIdentity {
  const { htm, htu, iat, jti, ath } = claims;
  if (typeof jti !== 'string' || jti === '' || jti.length > maxJtiLength) {
    throw invalid(`jti is not a string of 1 to ${maxJtiLength} characters`);
  }
  if (typeof htm !== 'string') throw invalid('htm is not a string');
  if (typeof htu !== 'string') throw invalid('htu is not a string');
  if (typeof ath !== 'string') throw invalid('ath is not a string');
  if (typeof iat !== 'number' || !Number.isFinite(iat)) throw invalid('iat is not a time');

  if (htm !== expected.method) {
    throw new InvalidProofError('proof_request_mismatch', 'htm is not the method of the request');
  }
  const url = comparableUrl(htu);
  if (url === undefined || url !== comparableUrl(expected.url)) {
    throw new InvalidProofError('proof_request_mismatch', 'htu is not the URL of the request');
  }
  if (Math.abs(expected.now - iat) > expected.maxAge) {
    throw new InvalidProofError('proof_not_current', `iat is over ${expected.maxAge} s from now`);
  }
  if (ath !== expected.tokenHash) {
    throw new InvalidProofError('proof_token_mismatch', 'ath is the hash of another token');
  }
  return { jti, iat };
}

function invalid(message: string): InvalidProofError {
  return new InvalidProofError('proof_claim_invalid', message);
}
