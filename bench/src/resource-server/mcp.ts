import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import type { RequestHandler } from 'express';
import { z } from 'zod';

/** An MCP server as `apps/mcp` has it: one for each request, and one tool. */
export function mcpHandler(): RequestHandler {
  const createServer = () => {
    const server = new McpServer({ name: 'bench', version: '0.0.0' });
    server.registerTool(
      'echo',
      { description: 'Says it again', inputSchema: z.object({ data: z.string() }) },
      ({ data }) => ({ content: [{ type: 'text', text: data }] }),
    );
    return server;
  };
  const serve = toNodeHandler(createMcpHandler(createServer));
  return (req, res) => serve(req, res);
}
