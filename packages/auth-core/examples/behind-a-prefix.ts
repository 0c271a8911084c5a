import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';

const issuer = 'https://auth.example.com';
const audience = 'https://example.com/notes/mcp';

export const resource = protectedResource({
  resource: audience,
  metadataUrl: 'https://example.com/notes/.well-known/oauth-protected-resource',
  authorizationServers: [issuer],
  scopesSupported: ['mcp:read'],
  verifier: jwtVerifier({ issuer, audience }),
});
