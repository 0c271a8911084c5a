import type { AdapterFactory } from 'oidc-provider';
import { asksForOpenId } from '../../protocol/scopes.ts';
import { currentRequest } from '../request.ts';

/**
 * What a client registers about its ID tokens (OpenID Connect Registration §2): how old a sign-in may
 * be, and that the token says when it was.
 */
const ABOUT_ID_TOKENS = ['default_max_age', 'require_auth_time'];

/**
 * Keeps that from requests without `openid`, which get no ID token: the library would refuse each of
 * them. Same reason as for such parameters in a request (normalized-request.ts).
 */
export function openIdDefaultsForOpenId(factory: AdapterFactory): AdapterFactory {
  return (model) => {
    const adapter = factory(model);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      async find(clientId) {
        const metadata = await adapter.find(clientId);
        if (metadata === undefined || !isWithoutOpenId()) return metadata;
        return omit(metadata, ABOUT_ID_TOKENS);
      },
    };
  };
}

function omit(metadata: object, names: readonly string[]) {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !names.includes(name)));
}

/** Whether an authorization request is running that asks for no ID token. */
function isWithoutOpenId(): boolean {
  const { route, params } = currentRequest()?.ctx?.oidc ?? {};
  if (route !== 'authorization') return false;
  return !asksForOpenId(params?.scope);
}
