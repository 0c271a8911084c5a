import { host, type Preset } from './preset.ts';

/**
 * Auth0. `audience` is the identifier of the API.
 *
 * Both token profiles are accepted: Auth0's own (`typ: JWT`, `azp`, no `jti`) and RFC 9068. A token
 * with the scope `openid` has the userinfo endpoint as a second audience. If the API adds permissions
 * to its tokens and these are your scopes, add `scopeClaims: ['permissions']`.
 *
 * @param domain the domain of the tenant, or your custom domain: `example.eu.auth0.com`
 */
export function auth0({ domain }: { readonly domain: string }): Preset {
  const issuer = `https://${host('domain', domain)}/`;
  return {
    issuer,
    jwksUri: `${issuer}.well-known/jwks.json`,
    typ: ['JWT', 'at+jwt'],
    // ID tokens have neither of these claims, because their audience is the client itself.
    clientIdClaims: ['client_id', 'azp'],
    scopeClaims: ['scope'],
    otherAudiences: [`${issuer}userinfo`],
    requireJti: false,
  };
}
