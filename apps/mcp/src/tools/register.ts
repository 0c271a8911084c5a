import { requireScopes } from '@gatehouse/auth-core';
import { type McpServer, requireScopes as challengeForScopes } from '@modelcontextprotocol/server';

import { callerOf } from './caller.ts';
import type { Tool } from './tool.ts';

/**
 * Adds a tool to the server of one request.
 *
 * A token without the tool's scopes is answered by the SDK with 403 and a challenge before any
 * stream starts. The handler checks them once more: whatever way a call came, it needs them.
 */
export function registerTool(server: McpServer, tool: Tool): void {
  const { name, title, description, input, annotations, scopes } = tool;
  const [first, ...others] = scopes;
  server.registerTool(
    name,
    {
      title,
      description,
      inputSchema: input,
      ...(annotations && { annotations }),
      ...(first !== undefined && { scopeChallenge: challengeForScopes(first, ...others) }),
    },
    async (argument, context) => {
      const caller = callerOf(context.http?.authInfo);
      requireScopes(caller, scopes);
      return tool.run(argument, caller);
    },
  );
}
