import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';
import { type Claims, missing } from './claims.ts';

type ClaimValue = string | number | boolean;

/** What a claim has to be: this, one of these, or something for which a function returns `true`. */
export type ClaimRequirement = ClaimValue | readonly ClaimValue[] | ((value: unknown) => unknown);

/** Requirements by the claim's name. */
export type ClaimRequirements = Readonly<Record<string, ClaimRequirement>>;

/**
 * A requirement that is `undefined` was meant to be one and would hold for a token without the
 * claim.
 *
 * @throws {@link ConfigurationError}
 */
export function checkRequirements(option: string, requirements: ClaimRequirements): void {
  for (const [name, requirement] of Object.entries(requirements) as [string, unknown][]) {
    if (requirement === undefined || requirement === null || requirement === '') {
      throw new ConfigurationError(`${option}: nothing is said about what ${name} has to be`);
    }
  }
}

/** The first claim that is not what it has to be. A function says yes by `true` alone. */
export function unmetRequirement(
  claims: Claims,
  requirements: ClaimRequirements,
): string | undefined {
  return Object.entries(requirements).find(
    ([name, requirement]) => !satisfies(claims[name], requirement),
  )?.[0];
}

/** @throws {@link InvalidTokenError} `token_claim_missing`, `token_claim_invalid` */
export function requireClaims(claims: Claims, requirements: ClaimRequirements): void {
  const name = unmetRequirement(claims, requirements);
  if (name === undefined) return;
  if (claims[name] === undefined) throw missing(name);
  throw new InvalidTokenError('token_claim_invalid', `${name} is not what is required`);
}

function satisfies(value: unknown, requirement: ClaimRequirement): boolean {
  if (typeof requirement === 'function') {
    try {
      return requirement(value) === true;
    } catch {
      return false;
    }
  }
  return Array.isArray(requirement) ? requirement.includes(value) : value === requirement;
}
