/**
 * A client that uses a grant already and asks for more (a step-up). Some clients ask for what they have
 * and what they need, others only for what they need. The new grant replaces the old one in both cases,
 * so it has to hold what the old one held.
 *
 * @module
 */
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { scopeNames } from '../protocol/scopes.ts';
import type { Storage } from '../storage/storage.ts';
import { allowedAt } from './decided-redirect.ts';

/** Which client asks which user for what. */
export interface AskedScopes {
  readonly userId: string;
  readonly clientId: string;
  /** identifier; empty where only OpenID scopes are asked for */
  readonly resource: string;
  readonly resourceScopes: readonly string[];
  /** the redirect of this request, where its answer goes */
  readonly redirectUri: string;
  /** how the client looks now (shown-client.ts) */
  readonly shown: string;
}

/** What the client has and did not ask for again. */
export interface StepUp {
  /** allowed at the redirect of this request: the client keeps it */
  readonly kept: readonly string[];
  /** allowed only at other redirects: the user may add it */
  readonly offered: readonly string[];
  /** whether the client uses such a grant that was allowed at the redirect of this request */
  readonly isOfThisRedirect: boolean;
}

/**
 * Whether a request is a step-up: the client has a grant that is valid and was used, but lacks something
 * of what it asks for now.
 *
 * Where there are several such grants (devices that share a client), nobody can tell which of them asks.
 * Only what all of them have is kept, so no device gets what only another one had. Nor does one redirect
 * get what was allowed at another (decided-redirect.ts), nor a client that has changed its looks what was
 * allowed to what it was before.
 */
export async function stepUp(
  storage: Storage,
  { userId, clientId, resource, resourceScopes, redirectUri, shown }: AskedScopes,
): Promise<StepUp | undefined> {
  if (resource === '' || resourceScopes.length === 0) return undefined;
  const grants = await storage.grants.held(userId, clientId, resource, shown);
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
 * What a client keeps where a remembered decision answers its request.
 *
 * @param more scopes that were allowed at this redirect and that the client did not ask for. Where there
 *   are none, there is nothing to keep, and the database is not asked
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
 * Makes the code stand for everything that the grant holds, even if the request named less. The answer to
 * the token request then says which scopes these are (RFC 6749 §3.3).
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
