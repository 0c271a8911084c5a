import { InvalidTokenError } from '../../errors/errors.ts';
import { type Claims, requireText } from '../../token/claims.ts';
import type { GoogleExpectations } from './expectations.ts';

/** What is known about the user of a Google token, for both kinds of tokens. */
export interface GoogleClaims extends Claims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  /** The organisation that manages the account. It is not the domain of the e-mail address. */
  readonly hd?: string;
}

/**
 * The client a token was issued to. `aud` and `azp` differ where the client of a phone app gets tokens
 * for the server of the same project. Both have to be among `clientIds`.
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
 * Requires that the user belongs to one of the configured organisations, if there are any.
 *
 * @param hd as Google says it
 * @throws {@link InvalidTokenError}
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

/** The claims about the user. `email_verified` is a string in some answers and a boolean in others. */
export function userClaims(claims: Claims): GoogleClaims {
  const { email, email_verified: verified, hd } = claims;
  return {
    sub: requireText(claims, 'sub'),
    ...(typeof email === 'string' && { email }),
    ...(typeof email === 'string' && { email_verified: verified === true || verified === 'true' }),
    ...(typeof hd === 'string' && { hd }),
  };
}
