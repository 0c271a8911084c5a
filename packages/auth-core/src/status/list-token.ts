import { base64url, compactVerify } from 'jose';

import type { Claims } from '../token/claims.ts';
import { AuthError, IssuerError } from '../errors/errors.ts';
import type { VerificationKeys } from '../keys/verification-keys.ts';
import { parseCompact } from '../token/compact.ts';
import { checkHeader } from '../token/header.ts';
import { inflate } from './inflate.ts';
import { type StatusBits, StatusList } from './list.ts';

/** A verified list. Times are in seconds since the epoch. */
export interface VerifiedList {
  readonly list: StatusList;
  readonly issuedAt: number;
  /** Infinity where the list has no `exp`. */
  readonly expiresAt: number;
  /** The `ttl`: seconds after which the issuer wants the list to be fetched again, if it says so. */
  readonly timeToLive: number | undefined;
}

export interface ListExpectations {
  readonly uri: string;
  readonly issuer: string;
  readonly keys: VerificationKeys;
  readonly maxResponseBytes: number;
  readonly maxListBytes: number;
  /** How many seconds two clocks may differ. */
  readonly clockTolerance: number;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * Verifies a Status List Token (draft-ietf-oauth-status-list §5.1 and §8.3) and unpacks its list.
 *
 * @throws {@link IssuerError} `issuer_status_list_invalid`, with the reason as its `cause`;
 *   {@link TemporarilyUnavailableError} when the keys to verify it are not available
 */
export async function verifyListToken(
  token: string,
  expected: ListExpectations,
): Promise<VerifiedList> {
  try {
    const { header, claims } = parseCompact(token, expected.maxResponseBytes);
    if (header['typ'] !== 'statuslist+jwt') throw invalid('typ is not statuslist+jwt');
    const { alg, kid } = checkHeader(header, expected.keys);
    const times = checkClaims(claims, expected);
    const key = await expected.keys.find(kid, alg);
    if (!key) throw invalid('the issuer has no key of this kid');
    await compactVerify(token, key, { algorithms: [alg] });
    return { ...times, list: await unpack(claims['status_list'], expected.maxListBytes) };
  } catch (cause) {
    if (cause instanceof AuthError && cause.status === 503) throw cause;
    const reason = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new IssuerError('issuer_status_list_invalid', `${expected.uri}: ${reason}`, { cause });
  }
}

function checkClaims(claims: Claims, expected: ListExpectations): Omit<VerifiedList, 'list'> {
  const { uri, issuer, now, clockTolerance } = expected;
  const { sub, iss = issuer, iat, exp = Number.POSITIVE_INFINITY, ttl } = claims;
  if (sub !== uri) throw invalid('sub is not the address it was fetched from');
  if (iss !== issuer) throw invalid('iss is another issuer');
  if (typeof iat !== 'number' || iat > now + clockTolerance) {
    throw invalid('iat is missing or in the future');
  }
  if (typeof exp !== 'number' || exp <= now - clockTolerance) throw invalid('exp is in the past');
  if (ttl !== undefined && !(typeof ttl === 'number' && ttl > 0)) {
    throw invalid('ttl is not a positive number');
  }
  return { issuedAt: iat, expiresAt: exp, timeToLive: ttl };
}

async function unpack(value: unknown, maxBytes: number): Promise<StatusList> {
  const { bits, lst } = Object(value) as { bits?: unknown; lst?: unknown };
  if (![1, 2, 4, 8].includes(bits as number) || typeof lst !== 'string') {
    throw invalid('status_list has no bits or no lst');
  }
  const compressed = Uint8Array.from(base64url.decode(lst));
  return new StatusList(bits as StatusBits, await inflate(compressed, maxBytes));
}

function invalid(reason: string): Error {
  return new Error(reason);
}
