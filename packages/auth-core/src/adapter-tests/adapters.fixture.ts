import { McpServer as McpServerV1 } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import express, { type RequestHandler } from 'express';
import { Hono } from 'hono';
import { z } from 'zod';

import type { AuthInfo } from '../contract/auth-info.ts';
import { authOf, metadataRoutes, protect } from '../express/index.ts';
import { protectFetch } from '../fetch/index.ts';
import { authOf as authOfV2, protectMcp, registerTool } from '../mcp/index.ts';
import { authOf as authOfV1 } from '../mcp-v1/index.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { serveInProcess, serveOverHttp, type ServedResource } from './served.fixture.ts';

const info = { name: 'test', version: '1' };
/** What every adapter answers: who the user is. */
const say = ({ subject, clientId, scopes }: AuthInfo) =>
  `${subject} by ${clientId} may ${scopes.join(' ')}`;
const result = (auth: AuthInfo) => ({ content: [{ type: 'text' as const, text: say(auth) }] });

/** A server of SDK v2 whose one tool says who the user is. */
function mcpV2() {
  return createMcpHandler(() => {
    const server = new McpServer(info);
    registerTool(
      server,
      'who',
      { scopes: ['mcp:read'], inputSchema: z.object({}) },
      (_input, ctx) => result(authOfV2(ctx)),
    );
    return server;
  });
}

/** The same with SDK v1, without sessions: a server for each request. */
const serveV1: RequestHandler = async (req, res) => {
  const server = new McpServerV1(info);
  server.registerTool('who', { inputSchema: {} }, (_input, extra) => result(authOfV1(extra)));
  const transport = new StreamableHTTPServerTransport({});
  await server.connect(transport);
  await transport.handleRequest(req, res);
};

function onExpress(resource: ProtectedResource, required: string[], handler: RequestHandler) {
  const app = express();
  app.use(metadataRoutes(resource));
  app.all('/mcp', protect(resource, { requiredScopes: required }), handler);
  return serveOverHttp(app);
}

type Start = (
  resource: ProtectedResource,
  requiredScopes: string[],
) => ServedResource | Promise<ServedResource>;

/** All adapters of this package, each serving a resource. */
export const adapters: Readonly<Record<string, Start>> = {
  express: (resource, required) =>
    onExpress(resource, required, (req, res) => void res.send(say(authOf(req)))),
  fetch: (resource, requiredScopes) =>
    serveInProcess(
      protectFetch(resource, (_request, auth) => new Response(say(auth)), { requiredScopes }),
    ),
  'fetch in Hono': (resource, requiredScopes) => {
    const serve = protectFetch(resource, (_request, auth) => new Response(say(auth)), {
      requiredScopes,
    });
    const app = new Hono();
    app.all('/.well-known/oauth-protected-resource/*', (c) => serve(c.req.raw));
    app.all('/mcp', (c) => serve(c.req.raw));
    return serveInProcess((request) => app.fetch(request));
  },
  mcp: (resource, requiredScopes) =>
    serveInProcess(protectMcp(resource, mcpV2(), { requiredScopes })),
  'mcp on Express': (resource, required) => {
    const serve = toNodeHandler(mcpV2());
    return onExpress(resource, required, (req, res) => serve(req, res));
  },
  'mcp-v1': (resource, required) => onExpress(resource, required, serveV1),
};
