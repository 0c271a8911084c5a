import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { redirectTarget } from '../registration/redirect-uris.ts';
import type { ConsentReused } from '../events/event.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import type { Storage } from '../storage/storage.ts';
import { type Availability, availability } from './available.ts';
import { allowedAt } from './decided-redirect.ts';
import { shownClient } from './shown-client.ts';
import { type Entrusting, isEntrusted, isNavigationOfOwnSite } from './own-site.ts';
import { askForAllOf, keptAmong } from './step-up.ts';

/** Seconds within which a client that got its tokens comes back for what they lack. */
const COMES_BACK_SECONDS = 300;

interface Reusing {
  readonly onReused: (event: ConsentReused) => void;
  /** undefined where every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
}

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
  { onReused, scopeJudge, ...entrusting }: Entrusting & Reusing,
) {
  return async (ctx: KoaContextWithOIDC) => {
    const decided = ctx.oidc.result?.consent?.grantId;
    if (decided !== undefined) {
      const grant = await provider().Grant.find(decided);
      if (grant !== undefined) askForAllOf(ctx, grant);
      return grant;
    }
    if (!mayBeSilent(ctx)) return undefined;
    const requested = await requestedOf(ctx, storage, scopeJudge);
    if (requested === undefined || (await saysWhatIsMissing(storage, requested))) return undefined;
    const remembered = await fromRememberedConsent(ctx, provider(), storage, requested);
    if (
      remembered === undefined &&
      !(await isEntrusted(ctx, storage, entrusting, requested.scopes))
    )
      return undefined;
    const grant =
      remembered ?? (await newGrant(ctx, provider(), storage, requested, requested.scopes));
    onReused(reused(requested, remembered === undefined ? 'operator' : 'decision'));
    return grant;
  };
}

/** To be told once the client has its code: what else is to be asked of the user is not known yet. */
function reused(
  { userId, clientId, resource, scopes, unavailable }: Requested,
  by: ConsentReused['by'],
): ConsentReused {
  return {
    type: 'consent_reused',
    by,
    userId,
    clientId,
    resource,
    scopes,
    ...(unavailable.length > 0 && { unavailable }),
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

/** What a request asks for, of a user who is known. */
interface Requested {
  readonly userId: string;
  readonly clientId: string;
  readonly resource: string;
  readonly redirectUri: string;
  /** all that the user may have */
  readonly scopes: readonly string[];
  readonly openid: readonly string[];
  /** scopes of the resource that the user may not have */
  readonly unavailable: readonly string[];
  readonly availability: Availability;
  /** how the client looks, as a hash */
  readonly shown: string;
}

async function requestedOf(
  ctx: KoaContextWithOIDC,
  storage: Storage,
  judge: ScopeJudge | undefined,
): Promise<Requested | undefined> {
  const { account, client, params } = ctx.oidc;
  if (account === undefined || client === undefined) return undefined;
  const resource = typeof params?.resource === 'string' ? params.resource : '';
  const { accountId: userId } = account;
  const known = await availability(storage, judge, { userId, resource });
  const all = [...ctx.oidc.requestParamScopes];
  return {
    userId,
    clientId: client.clientId,
    resource,
    redirectUri: String(params?.redirect_uri),
    scopes: all.filter(known.isAvailable),
    openid: [...ctx.oidc.requestParamOIDCScopes],
    unavailable: known.withheldOf(all),
    availability: known,
    shown: shownClient(client),
  };
}

/**
 * Whether the user has to be shown that something is not available to them: where nothing else is asked
 * for, and where the client comes back for it although it has just got its tokens without. An answer
 * without a question would send it round for ever.
 */
async function saysWhatIsMissing(
  { grants }: Storage,
  { userId, clientId, resource, scopes, openid, unavailable }: Requested,
): Promise<boolean> {
  if (unavailable.length === 0) return false;
  const isEmpty = scopes.every((scope) => openid.includes(scope));
  return isEmpty || grants.wasUsedLately({ userId, clientId, resource }, COMES_BACK_SECONDS);
}

async function fromRememberedConsent(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  storage: Storage,
  requested: Requested,
) {
  const { userId, clientId, resource, redirectUri, scopes, shown } = requested;
  const consent = await storage.consents.find(userId, clientId, resource, shown);
  if (consent === undefined || scopes.length === 0) return undefined;
  const allowed = allowedAt(consent, redirectUri);
  if (!scopes.every((scope) => allowed.includes(scope))) return undefined;
  return newGrant(ctx, provider, storage, requested, allowed);
}

/**
 * Makes a grant for what is asked for, and for what the client has already, as far as the user allowed
 * it at this redirect, and may have it.
 *
 * @param allowed the scopes that the user allowed at this redirect
 */
async function newGrant(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  storage: Storage,
  requested: Requested,
  allowed: readonly string[],
) {
  const { userId, clientId, resource, openid, scopes, unavailable, redirectUri, shown } = requested;
  const grant = new provider.Grant({ accountId: userId, clientId });
  if (openid.length > 0) grant.addOIDCScope(openid.join(' '));
  const resourceScopes = scopes.filter((scope) => !openid.includes(scope));
  const asked = { userId, clientId, resource, resourceScopes, redirectUri, shown };
  const more = allowed.filter((scope) => !scopes.includes(scope));
  const kept = await keptAmong(storage, asked, more);
  const own = [...resourceScopes, ...kept.filter(requested.availability.isAvailable)];
  if (resource !== '' && own.length > 0) grant.addResourceScope(resource, own.join(' '));
  // The library would ask for them.
  if (unavailable.length > 0) grant.rejectResourceScope(resource, unavailable.join(' '));
  await grant.save();
  askForAllOf(ctx, grant);
  return grant;
}
