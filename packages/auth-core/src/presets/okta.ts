import { host, type Preset, segment } from './preset.ts';

/**
 * Okta, a custom authorization server. `audience` is the one that is set there, such as
 * `api://default`.
 *
 * Tokens have no `typ`; the client is in `cid` and the scopes are a list in `scp`. ID tokens have no
 * `cid`. Tokens of the org authorization server are for Okta itself; no other server can verify them.
 *
 * @param authorizationServer the id of the authorization server. Default: `default`
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
