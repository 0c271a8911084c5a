import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { authOf, metadataRoutes, protect } from '@gatehouse/auth-core/express';
import express from 'express';

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';

const resource = protectedResource({
  resource: audience,
  authorizationServers: [issuer],
  scopesSupported: ['mcp:read', 'mcp:write'],
  verifier: jwtVerifier({ issuer, audience }),
});

const app = express();
app.use(metadataRoutes(resource));
app.all('/mcp', protect(resource, { requiredScopes: ['mcp:read'] }), (req, res) => {
  const { clientId, scopes } = authOf(req);
  res.json({ clientId, scopes });
});
app.listen(8000);
