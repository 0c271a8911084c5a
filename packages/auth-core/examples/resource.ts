import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';

export const resource = protectedResource({
  resource: audience,
  authorizationServers: [issuer],
  scopesSupported: ['mcp:read', 'mcp:write'],
  scopeHierarchy: { 'mcp:write': ['mcp:read'] },
  verifier: jwtVerifier({ issuer, audience }),
});
