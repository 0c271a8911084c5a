import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { redirectTarget } from '../registration/redirect-uris.ts';
import type { ConsentReused } from '../events/event.ts';
import type { Storage } from '../storage/storage.ts';
import { allowedAt } from './decided-redirect.ts';
import { shownClient } from './shown-client.ts';
import { type Entrusting, isEntrusted, isNavigationOfOwnSite } from './own-site.ts';
import { askForAllOf, keptAmong } from './step-up.ts';

/**
 * Which grant an authorization request may use.
 *
 * It is the grant that the consent page has just made, or a new one from a remembered decision where
 * that is safe, or none, and then the page is shown. It is never the grant that the session has for the
 * client, because a grant is for one authorization and one resource.
 */
export function grantLoader(
  provider: () => Provider,
  storage: Storage,
  { onReused, ...entrusting }: Entrusting & { readonly onReused: (event: ConsentReused) => void },
) {
  return async (ctx: KoaContextWithOIDC) => {
    const decided = ctx.oidc.result?.consent?.grantId;
    if (decided !== undefined) {
      const grant = await provider().Grant.find(decided);
      if (grant !== undefined) askForAllOf(ctx, grant);
      return grant;
    }
    if (!mayBeSilent(ctx)) return undefined;
    const remembered = await fromRememberedConsent(ctx, provider(), storage);
    if (remembered === undefined && !(await isEntrusted(ctx, storage, entrusting)))
      return undefined;
    const grant =
      remembered ?? (await newGrant(ctx, provider(), storage, [...ctx.oidc.requestParamScopes]));
    if (grant !== undefined)
      onReused(reused(ctx, remembered === undefined ? 'operator' : 'decision'));
    return grant;
  };
}

/** To be told once the client has its code: what else is to be asked of the user is not known yet. */
function reused(ctx: KoaContextWithOIDC, by: ConsentReused['by']): ConsentReused {
  const { account, client, params } = ctx.oidc;
  return {
    type: 'consent_reused',
    by,
    userId: account?.accountId ?? '',
    clientId: client?.clientId ?? '',
    resource: typeof params?.resource === 'string' ? params.resource : '',
    scopes: [...ctx.oidc.requestParamScopes],
  };
}

/**
 * PKCE does not prove who a client is. So a remembered decision answers only where the redirect proves
 * it: an https URI, and the very one that was decided on (decided-redirect.ts); and only while the client
 * looks as it did then (shown-client.ts). For loopback and private
 * schemes the page is always shown (RFC 8252 §8.6). It is also shown for a request that comes from a web
 * page, unless the client is the operator's own site. Our own pages are no exception: they start no
 * request by themselves, and their links come from what a client has sent.
 */
function mayBeSilent(ctx: KoaContextWithOIDC): boolean {
  const { params, prompts } = ctx.oidc;
  if (prompts.has('consent')) return false;
  if (redirectTarget(String(params?.redirect_uri)) !== 'https') return false;
  if (isNavigationOfOwnSite(ctx)) return true;
  return ctx.oidc.route === 'authorization' && ctx.get('Sec-Fetch-Site') === 'none';
}

async function fromRememberedConsent(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  storage: Storage,
) {
  const { account, client, params } = ctx.oidc;
  if (account === undefined || client === undefined) return undefined;
  const resource = typeof params?.resource === 'string' ? params.resource : '';
  const { clientId } = client;
  const shown = shownClient(client);
  const consent = await storage.consents.find(account.accountId, clientId, resource, shown);
  const requested = [...ctx.oidc.requestParamScopes];
  if (consent === undefined || requested.length === 0) return undefined;
  const allowed = allowedAt(consent, String(params?.redirect_uri));
  if (!requested.every((scope) => allowed.includes(scope))) return undefined;
  return newGrant(ctx, provider, storage, allowed);
}

/**
 * Makes a grant for what is asked for, and for what the client has already, as far as the user allowed
 * it at this redirect.
 *
 * @param allowed the scopes that the user allowed at this redirect
 */
async function newGrant(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  storage: Storage,
  allowed: readonly string[],
) {
  const { account, client, params } = ctx.oidc;
  if (account === undefined || client === undefined) return undefined;
  const resource = typeof params?.resource === 'string' ? params.resource : '';
  const requested = [...ctx.oidc.requestParamScopes];
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  const openid = [...ctx.oidc.requestParamOIDCScopes];
  if (openid.length > 0) grant.addOIDCScope(openid.join(' '));
  const resourceScopes = requested.filter((scope) => !openid.includes(scope));
  const asked = {
    userId: account.accountId,
    clientId: client.clientId,
    resource,
    resourceScopes,
    redirectUri: String(params?.redirect_uri),
    shown: shownClient(client),
  };
  const more = allowed.filter((scope) => !requested.includes(scope));
  const own = [...resourceScopes, ...(await keptAmong(storage, asked, more))];
  if (resource !== '' && own.length > 0) grant.addResourceScope(resource, own.join(' '));
  await grant.save();
  askForAllOf(ctx, grant);
  return grant;
}
