import { keycloak } from './keycloak.ts';
import type { ProviderTokens } from './tokens.fixture.ts';

export function keycloakTokens(): ProviderTokens {
  const audience = 'notes';
  const iss = 'https://login.example.com/realms/staff';
  const said = { subject: '0c5d3b9e-7a0e', clientId: 'desktop', issuer: iss };
  const both = {
    iss,
    sub: said.subject,
    jti: 'onrtac:8f1e',
    azp: 'desktop',
    sid: 'c2a9',
    acr: '1',
  };
  return {
    preset: keycloak({ url: 'https://login.example.com', realm: 'staff' }),
    audience,
    accepted: [
      {
        what: 'an access token',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          typ: 'Bearer',
          aud: [audience, 'account'],
          scope: 'openid notes:read',
          realm_access: { roles: ['user'] },
        },
        says: { ...said, scopes: ['openid', 'notes:read'] },
      },
      {
        what: 'one of a user who administers the realm, for clients of Keycloak itself, too',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          typ: 'Bearer',
          aud: ['realm-management', audience, 'broker', 'account'],
          scope: 'notes:read',
          resource_access: {
            'realm-management': { roles: ['manage-users'] },
            broker: { roles: ['read-token'] },
            account: { roles: ['manage-account'] },
          },
        },
        says: { ...said, scopes: ['notes:read'] },
      },
      {
        what: 'one with the header that RFC 9068 has',
        header: { typ: 'at+jwt' },
        claims: { ...both, typ: 'Bearer', aud: audience, scope: 'notes:read' },
        says: { ...said, scopes: ['notes:read'] },
      },
    ],
    refused: [
      {
        what: 'an ID token',
        header: { typ: 'JWT' },
        claims: { ...both, typ: 'ID', aud: audience },
        code: 'token_type_refused',
      },
      {
        what: 'a refresh token',
        header: { typ: 'JWT' },
        claims: { ...both, typ: 'Refresh', aud: audience },
        code: 'token_type_refused',
      },
      {
        what: 'a token for the account console alone',
        header: { typ: 'JWT' },
        claims: { ...both, typ: 'Bearer', aud: 'account' },
        code: 'token_audience_mismatch',
      },
      {
        what: 'a token for clients of Keycloak alone',
        header: { typ: 'JWT' },
        claims: { ...both, typ: 'Bearer', aud: ['realm-management', 'broker', 'account'] },
        code: 'token_audience_mismatch',
      },
      {
        what: 'a token for another application besides',
        header: { typ: 'JWT' },
        claims: { ...both, typ: 'Bearer', aud: [audience, 'account', 'billing'] },
        code: 'token_audience_mismatch',
      },
    ],
  };
}
