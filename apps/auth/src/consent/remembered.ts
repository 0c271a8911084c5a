import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { redirectTarget } from '../registration/redirect-uris.ts';
import type { Storage } from '../storage/storage.ts';
import { allowedAt } from './decided-redirect.ts';
import { type Entrusting, isEntrusted, isNavigationOfOwnSite } from './own-site.ts';
import { askForAllOf, keptAmong } from './step-up.ts';

/**
 * Which grant an authorization request may use.
 *
 * Never the one that the session has for the client: a grant is for one authorization and one
 * resource. Either the one that the consent page has just made, or a new one from a remembered
 * decision where that is safe, or none (the page is shown).
 */
export function grantLoader(provider: () => Provider, storage: Storage, entrusting: Entrusting) {
  return async (ctx: KoaContextWithOIDC) => {
    const decided = ctx.oidc.result?.consent?.grantId;
    if (decided !== undefined) {
      const grant = await provider().Grant.find(decided);
      if (grant !== undefined) askForAllOf(ctx, grant);
      return grant;
    }
    if (!mayBeSilent(ctx)) return undefined;
    const remembered = await fromRememberedConsent(ctx, provider(), storage);
    if (remembered !== undefined) return remembered;
    if (!(await isEntrusted(ctx, storage, entrusting))) return undefined;
    return newGrant(ctx, provider(), storage, [...ctx.oidc.requestParamScopes]);
  };
}

/**
 * PKCE proves no identity, so a remembered decision answers only where the redirect itself does: an
 * https URI, and the one that was decided on (decided-redirect.ts). Loopback and private schemes
 * always see the page (RFC 8252 §8.6), and so does a request that any page has made, unless the client
 * is the operator's own site. Ours are no exception: none of them asks for something by itself, and what
 * they link to or lead on to is what somebody else has sent.
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
  const consent = await storage.consents.find(account.accountId, client.clientId, resource);
  const requested = [...ctx.oidc.requestParamScopes];
  if (consent === undefined || requested.length === 0) return undefined;
  const allowed = allowedAt(consent, String(params?.redirect_uri));
  if (!requested.every((scope) => allowed.includes(scope))) return undefined;
  return newGrant(ctx, provider, storage, allowed);
}

/**
 * A grant for what is asked for, and for what the client has already, as far as that was allowed here.
 *
 * @param allowed what the person let the client have at this redirect
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
  };
  const more = allowed.filter((scope) => !requested.includes(scope));
  const own = [...resourceScopes, ...(await keptAmong(storage, asked, more))];
  if (resource !== '' && own.length > 0) grant.addResourceScope(resource, own.join(' '));
  await grant.save();
  askForAllOf(ctx, grant);
  return grant;
}
