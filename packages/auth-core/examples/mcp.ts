import { authOf, protectMcp, registerTool } from '@gatehouse/auth-core/mcp';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { resource } from './resource.ts';

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'notes', version: '1.0.0' });
  registerTool(
    server,
    'add_note',
    { scopes: ['mcp:write'], inputSchema: z.object({ note: z.string() }) },
    ({ note }, context) => ({
      content: [{ type: 'text', text: `${authOf(context).subject} noted: ${note}` }],
    }),
  );
  return server;
});

export default { fetch: protectMcp(resource, handler) };
