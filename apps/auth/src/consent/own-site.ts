/**
 * The operator’s own sites (`clients add --silent`, `--trusted`): people come to them and from them all
 * day, and are not asked each time.
 *
 * @module
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { operatorTerms } from '../storage/operator-terms.ts';
import { entrust } from '../storage/entrusted-consents.ts';
import type { Storage } from '../storage/storage.ts';
import type { InteractionPolicy } from './interaction-policy.ts';

/**
 * Whether a remembered decision may answer whatever site the request comes from. Only a navigation of
 * a whole window, which its person sees: never a frame, an image or a script (Fetch Metadata §2.1,
 * §2.2). A browser that does not say counts as one of those; where headers are missing there is no
 * https, or somebody took them away, and the page costs one click.
 *
 * The redirect was found to be https before. A public client is never meant, whatever its record says.
 */
export function isNavigationOfOwnSite(ctx: KoaContextWithOIDC): boolean {
  const { client } = ctx.oidc;
  if (client === undefined || client.clientAuthMethod === 'none') return false;
  if (operatorTerms(client)?.silent !== true) return false;
  return ctx.get('Sec-Fetch-Mode') === 'navigate' && ctx.get('Sec-Fetch-Dest') === 'document';
}

/** What it takes to write a consent that nobody is asked for. */
export interface Entrusting {
  readonly policy: InteractionPolicy;
  /** of a remembered decision, in seconds */
  readonly lifetime: number;
}

/**
 * Whether the operator’s word stands in for the person’s, and then writes the consent: for who
 * somebody is, and for those resources that the operator named for the client. Not before whoever has
 * to sign in has done so, and not where the person has refused one of the scopes or taken all of it
 * back: they are asked.
 */
export async function isEntrusted(
  ctx: KoaContextWithOIDC,
  storage: Storage,
  { policy, lifetime }: Entrusting,
): Promise<boolean> {
  const { account, client, params } = ctx.oidc;
  const terms = operatorTerms(client);
  if (account === undefined || client === undefined || terms?.trusted !== true) return false;
  const resource = typeof params?.resource === 'string' ? params.resource : '';
  const scopes = [...ctx.oidc.requestParamScopes];
  if (!isNavigationOfOwnSite(ctx) || scopes.length === 0) return false;
  if (resource !== '' && !terms.resources.includes(resource)) return false;
  if (await policy.asksToSignIn(ctx)) return false;
  const decision = { userId: account.accountId, clientId: client.clientId, resource, scopes };
  return entrust(storage.database, decision, lifetime);
}
