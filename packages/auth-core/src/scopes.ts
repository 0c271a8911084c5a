import { InsufficientScopeError } from './errors.ts';

/**
 * The scopes in a `scope` claim (RFC 6749 §3.3: tokens separated by single spaces), without
 * repetition. Anything that is not a string grants nothing.
 */
export function parseScopes(scope: unknown): string[] {
  if (typeof scope !== 'string') return [];
  return [...new Set(scope.split(' '))].filter((token) => token !== '');
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
