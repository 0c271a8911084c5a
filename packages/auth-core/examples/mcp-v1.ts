import { requireScopes } from '@gatehouse/auth-core';
import { metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { authOf } from '@gatehouse/auth-core/mcp-v1';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { z } from 'zod';

import { resource } from './resource.ts';

const app = express();
app.use(metadataRoutes(resource));
app.all('/mcp', protect(resource), async (req, res) => {
  const server = new McpServer({ name: 'notes', version: '1.0.0' });
  server.registerTool('add_note', { inputSchema: { note: z.string() } }, ({ note }, extra) => {
    requireScopes(authOf(extra), ['mcp:write']);
    return { content: [{ type: 'text', text: `${authOf(extra).subject} noted: ${note}` }] };
  });
  const transport = new StreamableHTTPServerTransport({});
  await server.connect(transport);
  await transport.handleRequest(req, res);
});
app.listen(8000);
