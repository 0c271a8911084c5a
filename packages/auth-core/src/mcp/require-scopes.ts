import type { ScopeChallengeHandler } from '@modelcontextprotocol/server';

import { errorCodes } from '../errors/error-codes.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { heldScopes, isScope, addHeldScopes } from '../scopes/scopes.ts';

/**
 * For `scopeChallenge` of tools, prompts and resources: 403 with every one of `scopes` and what the
 * token has already, in the words of this package, before any stream starts.
 *
 * The SDK's function of this name lets requests without `authInfo` pass; this one does not.
 *
 * @throws {@link ConfigurationError} for what cannot be a scope (RFC 6749 §3.3)
 */
export function requireScopes(...scopes: readonly [string, ...string[]]): ScopeChallengeHandler {
  return challengeFor(scopes);
}

/**
 * The same, where the authorization server calls scopes otherwise.
 *
 * @param askFor what a client has to ask for so that its token has `scopes` here
 */
export function challengeFor(
  scopes: readonly string[],
  askFor: readonly string[] = scopes,
): ScopeChallengeHandler {
  const wrong = [...scopes, ...askFor].find((scope) => !isScope(scope));
  if (wrong !== undefined || scopes.length === 0 || askFor.length === 0) {
    throw new ConfigurationError(`${JSON.stringify(wrong ?? null)} is not a scope`);
  }
  const { description: errorDescription } = errorCodes.scope_insufficient;
  return ({ authInfo }) => {
    if (scopes.every((scope) => authInfo?.scopes.includes(scope))) return undefined;
    const held = authInfo === undefined ? [] : heldScopes(authInfo);
    const [first = '', ...others] = addHeldScopes(held, askFor);
    return { scopes: [first, ...others], errorDescription };
  };
}
