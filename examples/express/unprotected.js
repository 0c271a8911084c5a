import { createMcpExpressApp } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const { MCP_URL: url = 'http://localhost:8001/mcp' } = process.env;

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { inputSchema: z.object({ name: z.string() }) }, ({ name }) => ({
    content: [{ type: 'text', text: `Hello, ${name}!` }],
  }));
  return server;
});
const serve = toNodeHandler(handler);

const app = createMcpExpressApp({ jsonLimit: '1mb' });
app.all('/mcp', (req, res) => serve(req, res, req.body));
app.listen(Number(new URL(url).port), '127.0.0.1');
