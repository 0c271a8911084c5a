/**
 * A client that lives on a grant and asks for more. Some ask for what they have and what they need,
 * others for what they need alone; the new grant takes the place of the old one either way, and so it
 * has to hold what that held.
 *
 * @module
 */
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { scopeNames } from '../protocol/scopes.ts';
import type { Storage } from '../storage/storage.ts';
import { allowedAt } from './decided-redirect.ts';

/** Who asks whom for what. */
export interface AskedScopes {
  readonly userId: string;
  readonly clientId: string;
  /** identifier, or empty for OpenID scopes alone */
  readonly resource: string;
  readonly resourceScopes: readonly string[];
  /** where the answer goes */
  readonly redirectUri: string;
}

/** What the client has and did not ask for again. */
export interface StepUp {
  /** what was allowed where this answer goes: it goes on */
  readonly kept: readonly string[];
  /** what was allowed at other redirects alone: the person may add it */
  readonly offered: readonly string[];
  /** whether somebody who is answered here lives on such a grant */
  readonly isOfThisRedirect: boolean;
}

/**
 * Whether a request is a step-up: some live, used grant of this client lacks what it asks for.
 *
 * Of several such grants (devices that share a client) it cannot be told which one asks: what all of
 * them have is kept, so that no device gets what only another one had. Nor does who is answered at one
 * redirect get what was allowed at another (decided-redirect.ts).
 */
export async function stepUp(
  storage: Storage,
  { userId, clientId, resource, resourceScopes, redirectUri }: AskedScopes,
): Promise<StepUp | undefined> {
  if (resource === '' || resourceScopes.length === 0) return undefined;
  const grants = await storage.grants.held(userId, clientId, resource);
  const lacking = grants.filter(
    ({ scopes }) => scopes.length > 0 && !resourceScopes.every((scope) => scopes.includes(scope)),
  );
  const [first, ...others] = lacking;
  if (first === undefined) return undefined;
  const more = first.scopes
    .filter((scope) => others.every(({ scopes }) => scopes.includes(scope)))
    .filter((scope) => !resourceScopes.includes(scope))
    .sort();
  const allowedHere = new Set(lacking.flatMap((held) => allowedAt(held, redirectUri)));
  return {
    kept: more.filter((scope) => allowedHere.has(scope)),
    offered: more.filter((scope) => !allowedHere.has(scope)),
    isOfThisRedirect: allowedHere.size > 0,
  };
}

/**
 * What a client keeps where a remembered decision answers for it.
 *
 * @param more scopes that were allowed where its answer goes, and that it did not ask for: with none it
 *   can have nothing to keep, and the database is not asked
 */
export async function keptAmong(
  storage: Storage,
  asked: AskedScopes,
  more: readonly string[],
): Promise<readonly string[]> {
  if (more.length === 0) return [];
  const kept = (await stepUp(storage, asked))?.kept ?? [];
  return kept.filter((scope) => more.includes(scope));
}

/**
 * Lets the code be for all that the grant holds, also where the request named less (RFC 6749 §3.3: the
 * answer to the token request says what it came to).
 */
export function askForAllOf(ctx: KoaContextWithOIDC, grant: Grant): void {
  const { params, resourceServers } = ctx.oidc;
  const resource = params?.resource;
  if (params === undefined || typeof resource !== 'string') return;
  const served = resourceServers?.[resource]?.scopes ?? new Set<string>();
  const kept = scopeNames(grant.getResourceScope(resource));
  const all = new Set([...ctx.oidc.requestParamScopes, ...kept.filter((one) => served.has(one))]);
  params.scope = [...all].join(' ');
}
