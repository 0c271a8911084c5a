import { base, type Preset, segment } from './preset.ts';

/**
 * Keycloak, one realm. `audience` is the value that an audience mapper or a client scope writes into
 * `aud`. Without one, `aud` has only clients of Keycloak itself in which the user has roles: `account`,
 * `broker`, and `realm-management` for those who administer the realm. Tokens may have these in addition.
 * In the realm `master` there is one such client for each realm (`staff-realm`); name them as
 * `otherAudiences`, in place of the preset's, if administrators of other realms use your server.
 *
 * The claim `typ` distinguishes access tokens from ID tokens. Before version 25, access tokens could
 * have a `nonce`; such tokens are refused.
 *
 * @param url the address of Keycloak, with its path if it has one: `https://login.example.com`
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
    otherAudiences: ['account', 'broker', realm === 'master' ? 'master-realm' : 'realm-management'],
  };
}
