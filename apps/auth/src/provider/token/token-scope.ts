import { type AdapterFactory, Provider } from 'oidc-provider';
import { scopeNames } from '../../protocol/scopes.ts';

/**
 * Takes the spaces out of a token request's `scope` that stand before, behind or doubled between its
 * names: clients put lists together, and the library refuses the request for it (RFC 6749 §3.3 has one
 * space between two). Nothing but spaces is a parameter without a value, and so one that was left out
 * (§3.1).
 *
 * Looking up the client is the first thing that the library does once it has read the parameters.
 */
export function tidyTokenScope(factory: AdapterFactory): AdapterFactory {
  return (model) => {
    const adapter = factory(model);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      find(clientId) {
        const params = Provider.ctx?.oidc.route === 'token' ? Provider.ctx.oidc.params : undefined;
        if (typeof params?.scope === 'string') params.scope = tidied(params.scope);
        return adapter.find(clientId);
      },
    };
  };
}

function tidied(scope: string): string | undefined {
  return scopeNames(scope).join(' ') || undefined;
}
