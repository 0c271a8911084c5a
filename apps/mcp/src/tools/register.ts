import { authOf, registerTool as registerScopedTool } from '@gatehouse/auth-core/mcp';
import type { McpServer } from '@modelcontextprotocol/server';

import { callerOf } from './caller.ts';
import type { Tool } from './tool.ts';

/** Adds a tool to the server of one request. Its scopes are demanded before it runs. */
export function registerTool(server: McpServer, tool: Tool): void {
  const { name, title, description, input, annotations, scopes } = tool;
  registerScopedTool(
    server,
    name,
    { title, description, scopes, inputSchema: input, ...(annotations && { annotations }) },
    (argument, context) => tool.run(argument, callerOf(authOf(context))),
  );
}
