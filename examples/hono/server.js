import { gatehouse, protectedResource } from '@gatehouse/auth-core';
import { protectFetch } from '@gatehouse/auth-core/fetch';
import { authOf, registerTool } from '@gatehouse/auth-core/mcp';
import { serve } from '@hono/node-server';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { Hono } from 'hono';
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

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  const inputSchema = z.object({ name: z.string() });
  registerTool(server, 'greet', { scopes: ['mcp:read'], inputSchema }, ({ name }, context) => ({
    content: [{ type: 'text', text: `Hello, ${name}! This is ${authOf(context).subject}.` }],
  }));
  return server;
});
const mcp = protectFetch(resource, (request, authInfo) => handler.fetch(request, { authInfo }));

const app = new Hono();
app.get('/', (c) => c.text('Anybody may read this.'));
app.all('/mcp', (c) => mcp(c.req.raw));
app.all('/.well-known/oauth-protected-resource/*', (c) => mcp(c.req.raw));

serve({ fetch: app.fetch, port: Number(new URL(url).port), hostname: '127.0.0.1' });
