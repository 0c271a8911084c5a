import type { AuthInfo } from '../contract/auth-info.ts';
import type { Claims } from '../token/claims.ts';
import { InsufficientScopeError } from '../errors/errors.ts';

/** What RFC 6749 §3.3 lets a scope consist of. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether a value could be a scope at all. */
export function isScope(value: unknown): value is string {
  return typeof value === 'string' && scopeToken.test(value);
}

/**
 * The scopes in a `scope` claim (RFC 6749 §3.3: tokens separated by single spaces), without
 * repetition. Anything that is not a string grants nothing.
 */
export function parseScopes(scope: unknown): string[] {
  if (typeof scope !== 'string') return [];
  return [...new Set(scope.split(' '))].filter((token) => token !== '');
}

/**
 * The same for issuers that write scopes their own way: text as above, or a list with one scope in
 * each item. An item that could not be a scope grants nothing.
 */
export function parseScopeList(scope: unknown): string[] {
  if (!Array.isArray(scope)) return parseScopes(scope);
  return [...new Set(scope.filter(isScope))];
}

/**
 * The scopes that claims tell of.
 *
 * @param names claims that may hold them, as text or as a list; the first that is there does.
 *   Undefined: `scope` alone, and as text alone
 */
export function scopesOf(claims: Claims, names: readonly string[] | undefined): string[] {
  if (names === undefined) return parseScopes(claims['scope']);
  const name = names.find((each) => claims[each] !== undefined);
  return name === undefined ? [] : parseScopeList(claims[name]);
}

/** Scopes of the authorization server itself (OpenID Connect Core §5.4, §11): never a resource's. */
const notOfAResource = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** What a token has, as far as anything here needs to know it. */
type Held = Pick<AuthInfo, 'scopes' | 'grantedScopes'>;

/** The scopes of a token that a challenge has to repeat. */
export function heldScopes({ scopes, grantedScopes = scopes }: Held): readonly string[] {
  return grantedScopes;
}

/**
 * What a client is to ask for when its token does not do: what the token has, and what is needed
 * besides. Many clients ask for exactly this and drop the token they have, so a scope that were not
 * named would be lost, and the next challenge would lose the other one.
 */
export function addHeldScopes(held: readonly string[], needed: readonly string[]): string[] {
  const kept = held.filter((scope) => isScope(scope) && !notOfAResource.includes(scope));
  return [...new Set([...kept, ...needed])];
}

/**
 * Demands every one of `required`, compared exactly: `mcp:readall` is not `mcp:read`.
 *
 * @throws {@link InsufficientScopeError} naming all of `required`, so that the client asks once
 */
export function requireScopes(held: Held, required: readonly string[]): void {
  if (!required.every((scope) => held.scopes.includes(scope))) {
    throw new InsufficientScopeError(required, heldScopes(held));
  }
}
