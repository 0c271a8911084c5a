import { McpServer, type ServerOptions } from '@modelcontextprotocol/server';

import { tools } from './tools/index.ts';
import { registerTool } from './tools/register.ts';

/** What this server calls itself towards clients. */
export const serverInfo = {
  name: 'gatehouse-mcp',
  title: 'Gatehouse MCP server',
  version: '0.0.0',
};

/**
 * A server for one request. Each request has its own, so that no answer can reach another client
 * and nothing is left over from one to the next.
 *
 * @param askFor what a client has to ask for to have scopes of this server
 */
export function createServer(
  options: ServerOptions = {},
  askFor: (scopes: readonly string[]) => readonly string[] = (scopes) => scopes,
): McpServer {
  const server = new McpServer(serverInfo, options);
  for (const tool of tools) registerTool(server, tool, askFor(tool.scopes));
  return server;
}
