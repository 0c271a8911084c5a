import { gatehouse, protectedResource } from '@gatehouse/auth-core';
import { metadataRoutes } from '@gatehouse/auth-core/express';
import { authOf, oauthTokenVerifier } from '@gatehouse/auth-core/mcp-v1';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

const { MCP_URL: url = 'http://localhost:8001/mcp' } = process.env;
const { AUTH_ISSUER: issuer = 'http://localhost:3000' } = process.env;

const resource = protectedResource({
  resource: url,
  name: 'Greeter',
  authorizationServers: [issuer],
  scopesSupported: ['mcp:read', 'mcp:write'],
  verifier: gatehouse({ issuer, audience: url }),
});

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
app.listen(Number(new URL(url).port), '127.0.0.1');
