import { host, type Preset, segment } from './preset.ts';

/**
 * Okta, a custom authorization server. `audience` is the one set there, such as `api://default`.
 *
 * Tokens have no `typ`, the client in `cid` and scopes as a list in `scp`; ID tokens have no `cid`.
 * Those of the org authorization server are for Okta itself, and no other server can check them.
 *
 * @param authorizationServer its id. Default: `default`
 */
export function okta({
  domain,
  authorizationServer = 'default',
}: {
  readonly domain: string;
  readonly authorizationServer?: string;
}): Preset {
  const server = segment('authorizationServer', authorizationServer);
  const issuer = `https://${host('domain', domain)}/oauth2/${server}`;
  return {
    issuer,
    jwksUri: `${issuer}/v1/keys`,
    typ: 'any',
    clientIdClaims: ['cid'],
    scopeClaims: ['scp'],
  };
}
