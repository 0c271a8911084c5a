import type { AuthInfo } from '../contract/auth-info.ts';
import type { Claims } from '../token/claims.ts';
import { InsufficientScopeError } from '../errors/errors.ts';

/** The characters that a scope may have (RFC 6749 §3.3). */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether a value has the form of a scope. */
export function isScope(value: unknown): value is string {
  return typeof value === 'string' && scopeToken.test(value);
}

/**
 * The scopes in a `scope` claim (RFC 6749 §3.3: separated by single spaces), each once. A value
 * that is not a string grants nothing.
 */
export function parseScopes(scope: unknown): string[] {
  if (typeof scope !== 'string') return [];
  return [...new Set(scope.split(' '))].filter((token) => token !== '');
}

/**
 * The same for issuers that write scopes in their own way: as a string, like above, or as a list
 * with one scope in each item. An item that does not have the form of a scope grants nothing.
 */
export function parseScopeList(scope: unknown): string[] {
  if (!Array.isArray(scope)) return parseScopes(scope);
  return [...new Set(scope.filter(isScope))];
}

/**
 * The scopes in the claims of a token.
 *
 * @param names the claims that may contain them, as a string or as a list; the first one that is
 *   present is used. Undefined: only `scope`, and only as a string
 */
export function scopesOf(claims: Claims, names: readonly string[] | undefined): string[] {
  if (names === undefined) return parseScopes(claims['scope']);
  const name = names.find((each) => claims[each] !== undefined);
  return name === undefined ? [] : parseScopeList(claims[name]);
}

/** Scopes of the authorization server itself (OpenID Connect Core §5.4, §11), never of a resource. */
const notOfAResource = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** The scopes of a token, before and after the hierarchy. */
type Held = Pick<AuthInfo, 'scopes' | 'grantedScopes'>;

/** The scopes of a token that a challenge has to repeat. */
export function heldScopes({ scopes, grantedScopes = scopes }: Held): readonly string[] {
  return grantedScopes;
}

/**
 * The scopes that a client should ask for when its token is not enough: those the token has, and
 * those that are needed. Many clients ask for exactly these and drop the old token. If the challenge
 * named only the needed ones, the client would lose the others, and two tools with different scopes
 * would make it ask again and again.
 */
export function addHeldScopes(held: readonly string[], needed: readonly string[]): string[] {
  const kept = held.filter((scope) => isScope(scope) && !notOfAResource.includes(scope));
  return [...new Set([...kept, ...needed])];
}

/**
 * Requires every scope of `required`, compared exactly: `mcp:readall` is not `mcp:read`.
 *
 * @throws {@link InsufficientScopeError} with all of `required`, so that the client asks only once
 */
export function requireScopes(held: Held, required: readonly string[]): void {
  if (!required.every((scope) => held.scopes.includes(scope))) {
    throw new InsufficientScopeError(required, heldScopes(held));
  }
}
