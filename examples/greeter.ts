import { authOf, registerTool } from '@gatehouse/auth-core/mcp';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** An MCP server (SDK v2) whose one tool needs `mcp:read` and knows who is asking. */
export const greeter = createMcpHandler(() => {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  registerTool(
    server,
    'greet',
    { scopes: ['mcp:read'], inputSchema: z.object({ name: z.string() }) },
    ({ name }, context) => ({
      content: [{ type: 'text', text: `Hello, ${name}! This is ${authOf(context).subject}.` }],
    }),
  );
  return server;
});
