import { ConfigurationError } from '../errors/errors.ts';
import { type Preset, segment } from './preset.ts';

/**
 * Microsoft Entra ID, one tenant. `audience` is what the API's registration has: the client id
 * (a GUID) in tokens of version 2, the application ID URI (`api://…`) in those of version 1. Give
 * both where the version may change.
 *
 * Delegated permissions (`scp`) are the scopes; for an application on its own, its roles are. The
 * subject is `sub`, which is different for each API; `oid` in the claims is the user's for all.
 * Tokens live up to 28 hours where continuous access evaluation is on.
 *
 * @param tenant the id of the directory, never `common`: that would be everybody's
 * @param versions of the tokens accepted. Default: both
 */
export function entra({
  tenant,
  versions = [1, 2],
}: {
  readonly tenant: string;
  readonly versions?: readonly (1 | 2)[];
}): Preset & { readonly maxLifetime: number } {
  const id = directory(tenant);
  const login = `https://login.microsoftonline.com/${id}`;
  const issuers = { 1: `https://sts.windows.net/${id}/`, 2: `${login}/v2.0` };
  return {
    issuer: versions.map((version) => issuers[version]),
    jwksUri: `${login}/discovery/v2.0/keys`,
    typ: ['JWT', 'at+jwt'],
    // ID tokens may be for the very same registration. They name no client besides.
    clientIdClaims: ['azp', 'appid'],
    scopeClaims: ['scp', 'roles'],
    requireJti: false,
    maxLifetime: 28 * 3600,
  };
}

function directory(tenant: string): string {
  if (['common', 'organizations', 'consumers'].includes(tenant)) {
    throw new ConfigurationError(`tenant: ${tenant} is everybody's; give the id of yours`);
  }
  return segment('tenant', tenant);
}
