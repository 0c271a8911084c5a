import { scopeNames } from '../../protocol/scopes.ts';
import type { ArtifactPayload } from '../../storage/artifact.ts';
import { readStored, STORED_GRANT } from '../../storage/stored.ts';

/**
 * A grant's payload, less the scopes that its user does not consent to any more: somebody who
 * unticked a scope at a later request has taken it back from the tokens of the earlier one, too.
 */
export function withinConsent(
  payload: ArtifactPayload,
  consented: readonly string[],
): ArtifactPayload {
  const { openid, resources } = readStored('grant', STORED_GRANT, payload);
  const allowed = (scopes: string) =>
    scopeNames(scopes)
      .filter((scope) => consented.includes(scope))
      .join(' ');
  return {
    ...payload,
    ...(openid?.scope !== undefined && { openid: { ...openid, scope: allowed(openid.scope) } }),
    ...(resources !== undefined && {
      resources: Object.fromEntries(
        Object.entries(resources).map(([resource, scopes]) => [resource, allowed(scopes)]),
      ),
    }),
  };
}

/** Every scope in a grant's payload. */
export function heldScopes(grant: ArtifactPayload): string[] {
  const { openid, resources = {} } = readStored('grant', STORED_GRANT, grant);
  return [openid?.scope ?? '', ...Object.values(resources)].flatMap(scopeNames);
}

/** The scopes of a token's payload that its grant, {@link withinConsent}, still has. */
export function grantedScopes(token: ArtifactPayload, grant: ArtifactPayload): string[] {
  const held = heldScopes(grant);
  return scopeNames(token.scope).filter((name) => held.includes(name));
}
