import { jwtVerifier, presets } from '@gatehouse/auth-core';

export const verifier = jwtVerifier({
  ...presets.keycloak({ url: 'https://login.example.com', realm: 'staff' }),
  jwksUri: 'http://keycloak:8080/realms/staff/protocol/openid-connect/certs',
  jwksUriOverHttp: true,
  audience: 'https://mcp.example.com/mcp',
});
