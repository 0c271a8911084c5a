import type { ScopeChallengeHandler } from '@modelcontextprotocol/server';

import { errorCodes } from '../errors/error-codes.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { heldScopes, isScope, addHeldScopes } from '../scopes/scopes.ts';

/**
 * A `scopeChallenge` for tools, prompts and resources. If a scope is missing, the answer is 403, before
 * any stream starts; its challenge names all of `scopes` and the scopes that the token has.
 *
 * The SDK has a function of the same name, which accepts requests without `authInfo`. This one does not.
 *
 * @throws {@link ConfigurationError} when a text does not have the form of a scope (RFC 6749 §3.3)
 */
export function requireScopes(...scopes: readonly [string, ...string[]]): ScopeChallengeHandler {
  return challengeFor(scopes);
}

/**
 * The same for an authorization server that uses other names for the scopes.
 *
 * @param askFor the scopes that a client has to ask for, so that its token has `scopes` here
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
