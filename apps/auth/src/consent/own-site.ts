/**
 * The operator’s own sites (`clients add --silent`, `--trusted`). Users move between them all day, so
 * they are not asked each time.
 *
 * @module
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { operatorTerms } from '../storage/operator-terms.ts';
import { entrust } from '../storage/entrusted-consents.ts';
import type { Storage } from '../storage/storage.ts';
import type { InteractionPolicy } from './interaction-policy.ts';

/**
 * Whether a remembered decision may answer this request although it may come from another site. Only
 * a navigation of a whole window counts, because the user sees it; a frame, an image or a script never
 * does (Fetch Metadata §2.1, §2.2). Where the headers are missing, the page is shown: then there is no
 * https, or something on the way removed them, and the user needs one click more.
 *
 * The caller has checked that the redirect is https. A public client never counts, whatever its record
 * says.
 */
export function isNavigationOfOwnSite(ctx: KoaContextWithOIDC): boolean {
  const { client } = ctx.oidc;
  if (client === undefined || client.clientAuthMethod === 'none') return false;
  if (operatorTerms(client)?.silent !== true) return false;
  return ctx.get('Sec-Fetch-Mode') === 'navigate' && ctx.get('Sec-Fetch-Dest') === 'document';
}

/** What is needed to write a consent without asking the user. */
export interface Entrusting {
  readonly policy: InteractionPolicy;
  /** of a remembered decision, in seconds */
  readonly lifetime: number;
}

/**
 * Whether the operator has allowed this request in the user's place; if so, the consent is written. The
 * operator can allow OpenID scopes, and the resources that were named for the client. The user is asked
 * all the same where one of the scopes was refused, or all of it taken back. Nothing is written before
 * the user has signed in, where that is asked for.
 *
 * @param scopes those of the request that the user may have
 */
export async function isEntrusted(
  ctx: KoaContextWithOIDC,
  storage: Storage,
  { policy, lifetime }: Entrusting,
  scopes: readonly string[],
): Promise<boolean> {
  const { account, client, params } = ctx.oidc;
  const terms = operatorTerms(client);
  if (account === undefined || client === undefined || terms?.trusted !== true) return false;
  const resource = typeof params?.resource === 'string' ? params.resource : '';
  if (!isNavigationOfOwnSite(ctx) || scopes.length === 0) return false;
  if (resource !== '' && !terms.resources.includes(resource)) return false;
  if (await policy.asksToSignIn(ctx)) return false;
  const decision = { userId: account.accountId, clientId: client.clientId, resource, scopes };
  return entrust(storage.database, decision, lifetime);
}
