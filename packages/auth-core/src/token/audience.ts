import type { Claims } from './claims.ts';
import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';
import { isSecureUrl } from '../options/secure-url.ts';

/** Names, or `any` name. */
export type OtherAudiences = readonly string[] | 'any';

/** Which audience a token has to have. */
export interface AudienceExpectations {
  /** The claim with the audience: `aud`, or the claim that replaces it. */
  readonly claim: string;
  /** Names of this resource; the claim must contain one of them. */
  readonly ours: readonly string[];
  /** Other names that the claim may contain as well. */
  readonly others: OtherAudiences;
}

/**
 * The name of this resource that a token was issued for (RFC 9068 §4), compared character by
 * character. A token that also names an unexpected audience is refused: another server that receives
 * it could use it here.
 *
 * @throws {@link InvalidTokenError} `token_audience_mismatch`
 */
export function audienceOf(claims: Claims, { claim, ours, others }: AudienceExpectations): string {
  const value = claims[claim];
  const named: readonly unknown[] = Array.isArray(value) ? value : [value];
  const mine = ours.find((name) => named.includes(name));
  const foreseen = named.every(
    (name) =>
      typeof name === 'string' &&
      (others === 'any' || ours.includes(name) || others.includes(name)),
  );
  if (mine === undefined || !foreseen || new Set(named).size !== named.length) {
    throw new InvalidTokenError(
      'token_audience_mismatch',
      `${claim} is not this resource, or it is others besides`,
    );
  }
  return mine;
}

/**
 * Checks the option `otherAudiences`: a lone name is a mistake that would allow each of its letters.
 *
 * @throws {@link ConfigurationError}
 */
export function otherAudiences(option: OtherAudiences = []): OtherAudiences {
  if (option === 'any' || Array.isArray(option)) return option;
  throw new ConfigurationError(
    `otherAudiences: ${JSON.stringify(option)} is neither a list of names nor "any"`,
  );
}

/** The audience as a URL, if it is one; otherwise it is only a name. */
export function resourceOf(audience: string): URL | undefined {
  return isSecureUrl(audience) ? new URL(audience) : undefined;
}
