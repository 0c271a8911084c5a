/** Compiled with the types of Express 4. */
import { authOf, cors, metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import express, { type Express } from 'express';

const resource = protectedResource({
  resource: 'https://mcp.example.com/mcp',
  authorizationServers: ['https://auth.example.com'],
  scopesSupported: ['mcp:read'],
  verifier: jwtVerifier({ issuer: 'https://auth.example.com', audience: 'https://b.example' }),
});
export const app: Express = express();
app.use(metadataRoutes(resource), cors());
app.all('/mcp', protect(resource, { onRefusal: async () => {} }), (req, res) => {
  res.json({ subject: authOf(req).subject });
});
