import { InvalidTokenError } from '../errors/errors.ts';

/**
 * Claims by their names: from a token, or from the answer of a server about a token. No value has
 * been checked, so none is known to have a particular type.
 */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of an accepted JWT that a verifier has checked. Times are in seconds since the epoch.
 * RFC 9068 §2.2 also requires `aud`, `client_id` and `jti`, but some issuers leave them out. `AuthInfo`
 * contains the values that are used instead.
 */
export interface AccessTokenClaims extends Claims {
  readonly iss: string;
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly nbf?: number;
  readonly aud?: string | readonly string[];
  readonly client_id?: string;
  readonly jti?: string;
  readonly scope?: string | readonly string[];
}

const texts = ['client_id', 'jti'] as const;
const textsOrLists = ['aud', 'scope'] as const;

/**
 * Requires that the claims that are present have the types of {@link AccessTokenClaims}.
 *
 * @throws {@link InvalidTokenError}
 */
export function checkClaimTypes(claims: Claims): void {
  for (const name of texts) {
    if (claims[name] !== undefined) requireText(claims, name);
  }
  for (const name of textsOrLists) {
    const value = claims[name];
    if (value === undefined || typeof value === 'string') continue;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      throw new InvalidTokenError(
        'token_claim_invalid',
        `${name} is neither text nor a list of it`,
      );
    }
  }
}

/** @throws {@link InvalidTokenError} when the claim is missing, empty or no string */
export function requireText(claims: Claims, name: string): string {
  const value = claims[name];
  if (value === undefined) throw missing(name);
  if (typeof value !== 'string' || value === '') {
    throw new InvalidTokenError('token_claim_invalid', `${name} is not a string with content`);
  }
  return value;
}

/** The first of these claims that is present: the claim for the client depends on the issuer. */
export function firstText(claims: Claims, names: readonly string[]): string {
  return requireText(
    claims,
    names.find((name) => claims[name] !== undefined) ?? names.join(' or '),
  );
}

/** The error for a claim that is not present. */
export function missing(name: string): InvalidTokenError {
  return new InvalidTokenError('token_claim_missing', `${name} is missing`);
}
