import { oauthTokenVerifier } from '@gatehouse/auth-core/mcp-v1';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';

import { resource } from './resource.ts';

export const bearerAuth = requireBearerAuth({
  verifier: oauthTokenVerifier(resource),
  requiredScopes: ['mcp:read'],
  resourceMetadataUrl: resource.metadataUrl,
});
