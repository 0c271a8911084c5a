import { host, type Preset } from './preset.ts';

/**
 * ZITADEL's access tokens, where the application issues them as JWTs. `audience` is the id of the project,
 * or the client id of the application of this API.
 *
 * Every token names all clients of its project, and the project, in `aud`; so other audiences are
 * accepted, and whoever else gets such a token could use it here. Tokens have no scopes: compare roles
 * with `requiredClaims`, in the claim `urn:zitadel:iam:org:project:roles`. ID tokens have no `jti`.
 *
 * @param domain the custom domain of the instance: `example-abc123.zitadel.cloud`
 */
export function zitadel({ domain }: { readonly domain: string }): Preset {
  const issuer = `https://${host('domain', domain)}`;
  return {
    issuer,
    jwksUri: `${issuer}/oauth/v2/keys`,
    typ: ['JWT', 'at+jwt'],
    clientIdClaims: ['client_id', 'azp'],
    scopeClaims: ['scope'],
    otherAudiences: 'any',
  };
}
