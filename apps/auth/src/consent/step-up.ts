/**
 * A client that lives on a grant and asks for more. Some ask for what they have and what they need,
 * others for what they need alone; the new grant takes the place of the old one either way, and so it
 * has to hold what that held.
 *
 * @module
 */
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { Storage } from '../storage/storage.ts';
import { decidedRedirect } from './decided-redirect.ts';

/** Who asks whom for what. */
export interface AskedScopes {
  readonly userId: string;
  readonly clientId: string;
  /** where the answer goes */
  readonly redirectUri: string;
  /** identifier, or empty for OpenID scopes alone */
  readonly resource: string;
  readonly resourceScopes: readonly string[];
}

export interface StepUp {
  /** scopes that the client has, that were allowed where this answer goes, and that it did not name */
  readonly kept: readonly string[];
}

/**
 * Whether a request is a step-up: some live, used grant of this client lacks what it asks for.
 *
 * Of several such grants (devices that share a client) it cannot be told which one asks: what all of
 * them have is kept, so that no device gets what only another one had.
 */
export async function stepUp(
  storage: Storage,
  { userId, clientId, redirectUri, resource, resourceScopes }: AskedScopes,
): Promise<StepUp | undefined> {
  if (resource === '' || resourceScopes.length === 0) return undefined;
  const redirect = decidedRedirect(redirectUri);
  const grants = await storage.grants.held(userId, clientId, resource, redirect);
  const lacking = grants.filter(
    ({ scopes }) => scopes.length > 0 && !resourceScopes.every((scope) => scopes.includes(scope)),
  );
  const [first, ...others] = lacking;
  if (first === undefined) return undefined;
  const inAll = first.allowedHere.filter((scope) =>
    others.every(({ allowedHere }) => allowedHere.includes(scope)),
  );
  return { kept: inAll.filter((scope) => !resourceScopes.includes(scope)).sort() };
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
  return (await stepUp(storage, asked))?.kept ?? [];
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
  const kept = grant.getResourceScope(resource).split(' ');
  const all = new Set([...ctx.oidc.requestParamScopes, ...kept.filter((one) => served.has(one))]);
  params.scope = [...all].join(' ');
}
