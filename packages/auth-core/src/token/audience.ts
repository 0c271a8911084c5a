import type { Claims } from './claims.ts';
import { InvalidTokenError } from '../errors/errors.ts';
import { isSecureUrl } from '../options/secure-url.ts';

/** Whom a token has to be for. */
export interface AudienceExpectations {
  /** The claim that says so: `aud`, or what stands in for it. */
  readonly claim: string;
  /** Names of this resource; one of them has to be there. */
  readonly ours: readonly string[];
  /** Names that may be there besides. */
  readonly others: readonly string[];
}

/**
 * The name of ours that a token was issued for (RFC 9068 §4). Compared character by character, and
 * nobody may be named besides who was not foreseen: a token that is good elsewhere too could be
 * replayed from there.
 *
 * @throws {@link InvalidTokenError} `token_audience_mismatch`
 */
export function audienceOf(claims: Claims, { claim, ours, others }: AudienceExpectations): string {
  const value = claims[claim];
  const named: readonly unknown[] = Array.isArray(value) ? value : [value];
  const mine = ours.find((name) => named.includes(name));
  const foreseen = named.every(
    (name) => typeof name === 'string' && (ours.includes(name) || others.includes(name)),
  );
  if (mine === undefined || !foreseen || new Set(named).size !== named.length) {
    throw new InvalidTokenError(
      'token_audience_mismatch',
      `${claim} is not this resource, or it is others besides`,
    );
  }
  return mine;
}

/** The audience as a resource, where it is a URL; elsewhere it is a name like any other. */
export function resourceOf(audience: string): URL | undefined {
  return isSecureUrl(audience) ? new URL(audience) : undefined;
}
