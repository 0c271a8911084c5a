import { ConfigurationError } from '../errors/errors.ts';
import { type Preset, segment } from './preset.ts';

/**
 * Microsoft Entra ID, one tenant. `audience` is from the registration of the API: the client id (a
 * GUID) for tokens of version 2, the application ID URI (`api://…`) for those of version 1. Give both
 * if the version may change.
 *
 * The scopes are the delegated permissions (`scp`), or the roles if an application acts without a user.
 * The subject is `sub`, which is different for each API; the claim `oid` is the same for all of them.
 * With continuous access evaluation a token is valid for up to 28 hours. A token with 150 groups has over
 * 8,000 characters, which few servers and proxies take in their default settings: Node.js allows 16 KiB
 * for all headers together.
 *
 * @param tenant the id of the directory. Not `common`, which accepts users of every tenant
 * @param versions the versions of tokens that are accepted. Default: both
 */
export function entra({
  tenant,
  versions = [1, 2],
}: {
  readonly tenant: string;
  readonly versions?: readonly (1 | 2)[];
}): Preset & { readonly maxLifetime: number; readonly maxTokenLength: number } {
  const id = directory(tenant);
  const login = `https://login.microsoftonline.com/${id}`;
  const issuers = { 1: `https://sts.windows.net/${id}/`, 2: `${login}/v2.0` };
  return {
    issuer: versions.map((version) => issuers[version]),
    jwksUri: `${login}/discovery/v2.0/keys`,
    typ: ['JWT', 'at+jwt'],
    // ID tokens may have the same audience, but they have neither of these claims.
    clientIdClaims: ['azp', 'appid'],
    scopeClaims: ['scp', 'roles'],
    requireJti: false,
    maxLifetime: 28 * 3600,
    // A token names up to 200 groups (GUIDs) before it refers to the directory instead.
    maxTokenLength: 16_384,
  };
}

function directory(tenant: string): string {
  if (['common', 'organizations', 'consumers'].includes(tenant)) {
    throw new ConfigurationError(`tenant: ${tenant} is everybody's; give the id of yours`);
  }
  return segment('tenant', tenant);
}
