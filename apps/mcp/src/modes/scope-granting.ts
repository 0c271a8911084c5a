import { type Verifier, wrapVerifier } from '@gatehouse/auth-core';

import type { ScopeRules } from '../config/scope-rules.ts';

/**
 * Adds to the scopes of each accepted token what the operator has said that they stand for. Other
 * providers know nothing of `mcp:write`, and no scope of theirs means it by itself.
 */
export function grantScopes(verifier: Verifier, { map, everyone }: ScopeRules): Verifier {
  if (map.size === 0 && everyone.length === 0) return verifier;
  return wrapVerifier(verifier, {
    async verify(token, presentation) {
      const auth = await verifier.verify(token, presentation);
      const meant = auth.scopes.flatMap((scope) => map.get(scope) ?? []);
      return { ...auth, scopes: [...new Set([...auth.scopes, ...meant, ...everyone])] };
    },
  });
}

/** What a client has to ask the provider for, so that its token has `scopes` here. */
export function scopesToAskFor(
  scopes: readonly string[],
  { map, everyone }: ScopeRules,
): readonly string[] {
  const asked = scopes.flatMap((scope) => {
    if (everyone.includes(scope)) return [];
    const theirs = [...map].filter(([, ours]) => ours.includes(scope)).map(([name]) => name);
    return theirs.length > 0 ? theirs : [scope];
  });
  return [...new Set(asked)];
}
