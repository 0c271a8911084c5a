import { type Fetch, jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { hostHeaderValidation } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  type McpServer,
  type ServerNotifier,
} from '@modelcontextprotocol/server';
import express, { type Express } from 'express';
import type { Logger } from 'pino';

import type { Config } from '../config/config.ts';
import { createServer as createOwnServer, serverInfo } from '../mcp-server.ts';
import { initialScopes, supportedScopes } from '../scopes.ts';
import { normaliseAccept } from './accept.ts';
import { jsonOnly } from './content.ts';
import { endWithToken } from './expiry.ts';
import { notFound, onError } from './failures.ts';
import { checkOrigin } from './origin.ts';
import { logRequests, markRefused } from './request-log.ts';

/** Bytes of request body. */
const maxBody = 1024 * 1024;

export interface AppDependencies {
  readonly log: Logger;
  readonly clock: () => number;
  readonly fetch: Fetch;
  /** Makes what answers one request: this server's own tools, unless somebody has others. */
  readonly createServer?: () => McpServer;
}

export interface App {
  readonly handler: Express;
  /** Tells subscribers that a list has changed. */
  readonly notify: ServerNotifier;
  /** Ends subscriptions and calls in flight. */
  close(): Promise<void>;
}

/**
 * The HTTP application. A request to the MCP endpoint passes, in this order:
 * host → origin → CORS and token → content type → `Accept` → the MCP SDK → a tool.
 */
export function createApp(config: Config, dependencies: AppDependencies): App {
  const { log, clock, fetch, createServer = createOwnServer } = dependencies;
  const { issuer, audience } = config;
  const resource = protectedResource({
    resource: audience,
    name: serverInfo.title,
    authorizationServers: [issuer],
    scopesSupported: supportedScopes,
    initialScopes,
    verifier: jwtVerifier({
      issuer,
      audience,
      clock,
      fetch,
      onProblem: (error) => log.warn({ err: error }, 'the issuer cannot be used at the moment'),
    }),
  });
  // The SDK reports every malformed request here; the client has been told already.
  const onerror = (error: Error) => log.debug({ err: error }, 'the MCP endpoint reported');
  const mcp = createMcpHandler(() => createServer(), { maxRequestBodySize: maxBody, onerror });
  const serveMcp = toNodeHandler(mcp, { maxRequestBodySize: maxBody, onerror });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(logRequests(log, clock));
  app.use((_req, res, next) => {
    res.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  // Before the host check: orchestrators ask by IP address.
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.use(hostHeaderValidation([...config.allowedHosts]));
  app.use(metadataRoutes(resource));
  app.all(
    literalPath(new URL(audience).pathname),
    checkOrigin(config.allowedOrigins),
    protect(resource, { onRefusal: markRefused }),
    jsonOnly(),
    normaliseAccept(),
    endWithToken(clock),
    (req, res) => serveMcp(req, res),
  );
  app.use(notFound());
  app.use(onError(log));
  return { handler: app, notify: mcp.notify, close: () => mcp.close() };
}

/** Express gives these characters a meaning in a route; in the path of a URL they have none. */
function literalPath(path: string): string {
  return path.replaceAll(/[\\{}()[\]*+?!:]/g, '\\$&');
}
