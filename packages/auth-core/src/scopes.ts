import type { Claims } from './auth-info.ts';
import { InsufficientScopeError } from './errors.ts';

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

/**
 * Demands every one of `required`, compared exactly: `mcp:readall` is not `mcp:read`.
 *
 * @throws {@link InsufficientScopeError} naming all of `required`, so that the client asks once
 */
export function requireScopes(
  held: { readonly scopes: readonly string[] },
  required: readonly string[],
): void {
  if (!required.every((scope) => held.scopes.includes(scope))) {
    throw new InsufficientScopeError(required);
  }
}
