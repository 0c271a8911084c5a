import type { ServedResource } from '../../../protocol/resource.ts';
import { isOpenIdScope, OFFLINE_ACCESS, scopeNames } from '../../../protocol/scopes.ts';

/**
 * Which scopes a refresh is answered with: those that are asked for and granted (RFC 6749 §6).
 *
 * Clients repeat here what they asked for at the authorization endpoint, so what they name means the
 * same in both places:
 *
 * - `offline_access` and nothing else that is known here asks for no access: everything granted;
 * - scopes of OpenID Connect alone choose what the ID token tells. They say nothing about a resource,
 *   whose granted scopes stay in its token;
 * - everything else narrows. Scopes of a resource of which none is granted leave nothing, whatever of
 *   OpenID Connect stands beside them: the token would be for the resource, and allow nothing there.
 *
 * @param asked undefined: the request names no scope
 * @param granted what the refresh token is for, as far as the user still consents to it
 * @param resource the one that was granted
 * @returns undefined where nothing is left
 */
export function refreshScope(
  asked: string | undefined,
  granted: readonly string[],
  resource: Pick<ServedResource, 'scopes'> | undefined,
): readonly string[] | undefined {
  const isKnown = (name: string) =>
    isOpenIdScope(name) || granted.includes(name) || Object.hasOwn(resource?.scopes ?? {}, name);
  const names = scopeNames(asked).filter(isKnown);
  const named = names.filter((name) => name !== OFFLINE_ACCESS);
  const namesNothing = asked === undefined || (named.length === 0 && names.length > 0);
  if (namesNothing) return granted.length > 0 ? granted : undefined;
  if (!granted.some((name) => named.includes(name))) return undefined;
  const ofResource = named.filter((name) => !isOpenIdScope(name));
  const wholeResource = ofResource.length === 0;
  if (!wholeResource && !ofResource.some((name) => granted.includes(name))) return undefined;
  return granted.filter((name) => names.includes(name) || (wholeResource && !isOpenIdScope(name)));
}
