import { authOf, registerTool as registerScopedTool } from '@gatehouse/auth-core/mcp';
import type { McpServer } from '@modelcontextprotocol/server';

import { callerOf } from './caller.ts';
import { noteThrown } from './observed-calls.ts';
import type { Tool } from './tool.ts';

/**
 * Adds a tool to the server of one request. Its scopes are checked before it runs.
 *
 * @param askFor the scopes that a client has to ask for to get them
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
      // It is empty if every token has the scopes, or if the tool needs none.
      ...(askFor.length > 0 && { askFor }),
      inputSchema: input,
      ...(annotations && { annotations }),
    },
    (argument, context) => noteThrown(context, () => tool.run(argument, callerOf(authOf(context)))),
  );
}
