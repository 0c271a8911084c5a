import { createServer } from 'node:http';
import { gatehouse, protectedResource } from '@gatehouse/auth-core';
import { authOf, protectMcp, registerTool } from '@gatehouse/auth-core/mcp';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
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

const serve = toNodeHandler({ fetch: protectMcp(resource, handler) });
createServer((req, res) => {
  // The SDK's type wants a method, which every request to a server has.
  void serve(/** @type {Parameters<typeof serve>[0]} */ (req), res);
}).listen(Number(new URL(url).port), '127.0.0.1');
