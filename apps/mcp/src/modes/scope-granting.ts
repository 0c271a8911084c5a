import { type Verifier, wrapVerifier } from '@gatehouse/auth-core';

import type { ScopeRules } from '../config/scope-rules.ts';

/**
 * Adds scopes of this server to those of each accepted token, as the operator has configured. Other
 * providers do not know scopes such as `mcp:write`, and none of their own scopes includes them.
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

/** The scopes that a client has to ask the provider for, so that its token has `scopes` here. */
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
