import { McpServer, type ServerOptions } from '@modelcontextprotocol/server';

import { tools } from './tools/index.ts';
import { observeCalls, type ObserveCall } from './tools/observed-calls.ts';
import { registerTool } from './tools/register.ts';

/** The name of this server, as clients see it. */
export const serverInfo = {
  name: 'gatehouse-mcp',
  title: 'Gatehouse MCP server',
  version: '0.0.0',
};

/**
 * Makes the MCP server for one request. Each request has its own, so that no answer can reach another
 * client and no state is shared between requests.
 *
 * @param askFor the scopes that a client has to ask for to get the given scopes of this server
 * @param observe is told of each call of a tool
 */
export function createServer(
  options: ServerOptions = {},
  askFor: (scopes: readonly string[]) => readonly string[] = (scopes) => scopes,
  observe?: ObserveCall,
): McpServer {
  const server = new McpServer(serverInfo, options);
  if (observe) observeCalls(server, observe);
  for (const tool of tools) registerTool(server, tool, askFor(tool.scopes));
  return server;
}
