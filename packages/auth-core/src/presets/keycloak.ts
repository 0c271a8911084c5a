import { base, type Preset, segment } from './preset.ts';

/**
 * Keycloak, one realm. `audience` is what an audience mapper or the client scope puts into `aud`;
 * without one, tokens name only `account`, which may stand there besides.
 *
 * Its own `typ` claim tells access tokens from ID tokens. Before version 25 access tokens could
 * have a `nonce`, for which they are refused.
 *
 * @param url where Keycloak is, with its path if it has one: `https://login.example.com`
 */
export function keycloak({ url, realm }: { readonly url: string; readonly realm: string }): Preset {
  const issuer = `${base('url', url)}/realms/${segment('realm', realm)}`;
  return {
    issuer,
    jwksUri: `${issuer}/protocol/openid-connect/certs`,
    typ: ['JWT', 'at+jwt'],
    accessTokenMarks: { typ: ['Bearer', 'DPoP'] },
    clientIdClaims: ['client_id', 'azp'],
    scopeClaims: ['scope'],
    otherAudiences: ['account'],
  };
}
