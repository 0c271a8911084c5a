import { gatehouse, protectedResource } from '@gatehouse/auth-core';
import { metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { createMcpExpressApp } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const { MCP_URL: url = 'http://localhost:8001/mcp' } = process.env;
const { AUTH_ISSUER: issuer = 'http://localhost:3000' } = process.env;

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { inputSchema: z.object({ name: z.string() }) }, ({ name }) => ({
    content: [{ type: 'text', text: `Hello, ${name}!` }],
  }));
  return server;
});
const serve = toNodeHandler(handler);

const app = createMcpExpressApp({ jsonLimit: '1mb' });
// biome-ignore format: one line, so that it is plain how much is added
const resource = protectedResource({ resource: url, authorizationServers: [issuer], scopesSupported: ['mcp:read'], verifier: gatehouse({ issuer, audience: url }) });
app.use(metadataRoutes(resource)).use('/mcp', protect(resource, { requiredScopes: ['mcp:read'] }));
app.all('/mcp', (req, res) => serve(req, res, req.body));
app.listen(Number(new URL(url).port), '127.0.0.1');
