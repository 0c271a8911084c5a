import type { ScopeChallengeHandler } from '@modelcontextprotocol/server';

import { errorCodes } from '../error-codes.ts';
import { ConfigurationError } from '../errors.ts';
import { isScope } from '../scopes.ts';

/**
 * For `scopeChallenge` of tools, prompts and resources: 403 with every one of `scopes`, in the
 * words of this package, before any stream starts.
 *
 * The SDK's function of this name lets requests without `authInfo` pass; this one does not.
 *
 * @throws {@link ConfigurationError} for what cannot be a scope (RFC 6749 §3.3)
 */
export function requireScopes(...scopes: readonly [string, ...string[]]): ScopeChallengeHandler {
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined || scopes.length === 0) {
    throw new ConfigurationError(`${JSON.stringify(wrong ?? null)} is not a scope`);
  }
  const challenge = { scopes, errorDescription: errorCodes.scope_insufficient.description };
  return ({ authInfo }) =>
    scopes.every((scope) => authInfo?.scopes.includes(scope)) ? undefined : challenge;
}
