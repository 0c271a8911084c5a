import { authOf, registerTool as registerScopedTool } from '@gatehouse/auth-core/mcp';
import type { McpServer } from '@modelcontextprotocol/server';

import { callerOf } from './caller.ts';
import type { Tool } from './tool.ts';

/**
 * Adds a tool to the server of one request. Its scopes are demanded before it runs.
 *
 * @param askFor what a client has to ask for to have them
 */
export function registerTool(server: McpServer, tool: Tool, askFor: readonly string[]): void {
  const { name, title, description, input, annotations, scopes } = tool;
  registerScopedTool(
    server,
    name,
    {
      title,
      description,
      scopes,
      // None: every token has them, or the tool needs none.
      ...(askFor.length > 0 && { askFor }),
      inputSchema: input,
      ...(annotations && { annotations }),
    },
    (argument, context) => tool.run(argument, callerOf(authOf(context))),
  );
}
