import { jwtVerifier, presets } from '@gatehouse/auth-core';

export const auth0 = jwtVerifier({
  ...presets.auth0({ domain: 'example.eu.auth0.com' }),
  audience: 'https://mcp.example.com/mcp',
  requiredScopes: ['mcp:read'],
});

export const okta = jwtVerifier({
  ...presets.okta({ domain: 'example.okta.com', authorizationServer: 'default' }),
  audience: 'api://default',
});

export const entra = jwtVerifier({
  ...presets.entra({ tenant: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' }),
  audience: '11112222-bbbb-3333-cccc-4444dddd5555',
  requiredClaims: { groups: (groups) => Array.isArray(groups) && groups.includes('staff') },
});

// No audience in their tokens: the clients whose tokens are let in stand for it.
export const cognito = jwtVerifier({
  ...presets.cognito({ region: 'eu-central-1', userPool: 'eu-central-1_Example' }),
  audience: ['1example23456789', '2example23456789'],
});

export const clerk = jwtVerifier({
  ...presets.clerk({ domain: 'clerk.example.com' }),
  audience: 'dfLXVNvTHXa0FHqE',
});

export const keycloak = jwtVerifier({
  ...presets.keycloak({ url: 'https://login.example.com', realm: 'staff' }),
  audience: 'https://mcp.example.com/mcp',
});

// The id of the project; every client of it is in `aud` besides.
export const zitadel = jwtVerifier({
  ...presets.zitadel({ domain: 'example-abc123.zitadel.cloud' }),
  audience: '170838193024194785',
});
