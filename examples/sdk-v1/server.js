import { metadataRoutes } from '@gatehouse/auth-core/express';
import { authOf, oauthTokenVerifier } from '@gatehouse/auth-core/mcp-v1';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

import { resource } from '../resource.ts';
import { settings } from '../settings.ts';

const bearerAuth = requireBearerAuth({
  verifier: oauthTokenVerifier(resource),
  requiredScopes: ['mcp:read'],
  resourceMetadataUrl: resource.metadataUrl,
});

const app = createMcpExpressApp();
app.use(metadataRoutes(resource));
app.all('/mcp', bearerAuth, async (req, res) => {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { inputSchema: { name: z.string() } }, ({ name }, extra) => ({
    content: [{ type: 'text', text: `Hello, ${name}! This is ${authOf(extra).subject}.` }],
  }));
  // A server and a transport for each request: nothing is left over from one to the next.
  const transport = new StreamableHTTPServerTransport({});
  res.once('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(settings.port, '127.0.0.1');
