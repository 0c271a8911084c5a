import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';
import { dropRejection } from '../options/hook.ts';
import { type Claims, missing } from './claims.ts';

type ClaimValue = string | number | boolean;

/** What a claim has to be: a value, one of several values, or one for which a function returns `true`. */
export type ClaimRequirement = ClaimValue | readonly ClaimValue[] | ((value: unknown) => unknown);

/** Requirements by the name of the claim. */
export type ClaimRequirements = Readonly<Record<string, ClaimRequirement>>;

/**
 * Refuses requirements without a value, such as `undefined` from a variable that is not set. They
 * would be fulfilled by every token without the claim.
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

/** The name of the first claim that does not fulfil its requirement. */
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
      const answer = requirement(value);
      dropRejection(answer);
      return answer === true;
    } catch {
      return false;
    }
  }
  return Array.isArray(requirement) ? requirement.includes(value) : value === requirement;
}
