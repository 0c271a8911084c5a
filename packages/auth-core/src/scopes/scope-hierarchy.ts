import { ConfigurationError } from '../errors/errors.ts';
import { isScope } from './scopes.ts';

/** For a scope, those it includes: `{ 'mcp:admin': ['mcp:write'], 'mcp:write': ['mcp:read'] }`. */
export type ScopeHierarchy = Readonly<Record<string, readonly string[]>>;

/** Adds to scopes all that they include, directly or by way of others. */
export type ScopeExpansion = (scopes: readonly string[]) => string[];

/**
 * Resolves the hierarchy once, so that a request costs a look-up for each of its scopes.
 *
 * @throws {@link ConfigurationError} where something in it could not be a scope (RFC 6749 §3.3)
 */
export function scopeExpansion(hierarchy: ScopeHierarchy = {}): ScopeExpansion {
  // A map: a token's scope may be called `constructor`.
  const direct = new Map(Object.entries(hierarchy));
  const wrong = [...direct].flat(2).find((scope) => !isScope(scope));
  if (wrong !== undefined) {
    throw new ConfigurationError(`scopeHierarchy: ${JSON.stringify(wrong)} is not a scope`);
  }
  const included = new Map([...direct.keys()].map((scope) => [scope, reachable(scope, direct)]));
  // Most have no hierarchy, and on a request that costs 50 µs the look-ups were 6.
  if (included.size === 0) return (scopes) => [...new Set(scopes)];
  return (scopes) => [...new Set(scopes.flatMap((scope) => [...(included.get(scope) ?? [scope])]))];
}

/** `scope` and what it leads to. A set grows while it is walked; a circle ends by itself. */
function reachable(scope: string, direct: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([scope]);
  for (const each of found) for (const next of direct.get(each) ?? []) found.add(next);
  return found;
}
