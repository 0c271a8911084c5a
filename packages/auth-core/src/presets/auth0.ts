import { host, type Preset } from './preset.ts';

/**
 * Auth0. `audience` is the identifier of the API.
 *
 * Both token profiles are read: Auth0's own (`typ: JWT`, `azp`, no `jti`) and RFC 9068. With the
 * scope `openid` a token is for the userinfo endpoint as well. Where the API adds permissions to
 * its tokens and they are to be the scopes, say `scopeClaims: ['permissions']`.
 *
 * @param domain of the tenant, or your own: `example.eu.auth0.com`
 */
export function auth0({ domain }: { readonly domain: string }): Preset {
  const issuer = `https://${host('domain', domain)}/`;
  return {
    issuer,
    jwksUri: `${issuer}.well-known/jwks.json`,
    typ: ['JWT', 'at+jwt'],
    // Its ID tokens are for the client and name no client besides.
    clientIdClaims: ['client_id', 'azp'],
    scopeClaims: ['scope'],
    otherAudiences: [`${issuer}userinfo`],
    requireJti: false,
  };
}
