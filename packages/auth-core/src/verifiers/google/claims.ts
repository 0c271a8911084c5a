import { InvalidTokenError } from '../../errors/errors.ts';
import { type Claims, requireText } from '../../token/claims.ts';
import type { GoogleExpectations } from './expectations.ts';

/** What is known about the holder of a Google token, whatever kind of token it is. */
export interface GoogleClaims extends Claims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  /** The organisation that manages the account (not: the domain of its address). */
  readonly hd?: string;
}

/**
 * The client a token was issued to. `aud` and `azp` differ where a phone's client gets tokens for
 * the same project's server, and both have to be ours.
 *
 * @throws {@link InvalidTokenError} `token_audience_mismatch`
 */
export function clientOf(claims: Claims, { clientIds }: GoogleExpectations): string {
  const { aud, azp = aud } = claims;
  const isOurs = (name: unknown) => typeof name === 'string' && clientIds.includes(name);
  if (!isOurs(aud) || !isOurs(azp)) {
    throw new InvalidTokenError('token_audience_mismatch', 'aud or azp is another client');
  }
  return azp as string;
}

/**
 * @param hd as Google says it, and as nobody else could
 * @throws {@link InvalidTokenError} when it is not one of those that users have to be of
 */
export function checkHostedDomain(hd: unknown, { hostedDomains }: GoogleExpectations): void {
  if (hostedDomains === undefined) return;
  if (hd === undefined) {
    throw new InvalidTokenError('token_claim_missing', 'hd is missing: a private account');
  }
  if (typeof hd !== 'string' || !hostedDomains.includes(hd)) {
    throw new InvalidTokenError('token_claim_invalid', 'hd is another organisation');
  }
}

/** What is known about a user. `email_verified` is text in some answers and true in others. */
export function userClaims(claims: Claims): GoogleClaims {
  const { email, email_verified: verified, hd } = claims;
  return {
    sub: requireText(claims, 'sub'),
    ...(typeof email === 'string' && { email }),
    ...(typeof email === 'string' && { email_verified: verified === true || verified === 'true' }),
    ...(typeof hd === 'string' && { hd }),
  };
}
