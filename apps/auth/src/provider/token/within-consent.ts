import type { ArtifactPayload } from '../../storage/artifact.ts';

/**
 * A grant's payload, less the scopes that its person does not consent to any more: somebody who
 * unticked a scope at a later request has taken it back from the tokens of the earlier one, too.
 */
export function withinConsent(
  payload: ArtifactPayload,
  consented: readonly string[],
): ArtifactPayload {
  const openid = payload.openid as { readonly scope?: string } | undefined;
  const resources = payload.resources as Readonly<Record<string, string>> | undefined;
  const allowed = (scopes: string) =>
    scopes
      .split(' ')
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

/** The scopes of a token's payload that its grant, {@link withinConsent}, still has. */
export function grantedScopes(token: ArtifactPayload, grant: ArtifactPayload): string[] {
  const openid = grant.openid as { readonly scope?: string } | undefined;
  const resources = (grant.resources ?? {}) as Readonly<Record<string, string>>;
  const held = [openid?.scope ?? '', ...Object.values(resources)].flatMap(namesOf);
  return namesOf(token.scope).filter((name) => held.includes(name));
}

function namesOf(scope: unknown): string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
}
