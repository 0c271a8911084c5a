import { type Fetch, protectedResource, type Verifier } from '@gatehouse/auth-core';
import { metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  type McpServer,
  type ServerNotifier,
} from '@modelcontextprotocol/server';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import { createServer as createOwnServer, serverInfo } from '../mcp-server.ts';
import { authorizationServersOf, repeatsServerMetadata } from '../modes/index.ts';
import { scopesToAskFor } from '../modes/scope-granting.ts';
import { supportedScopes } from '../scopes.ts';
import { normaliseAccept } from './accept.ts';
import { jsonOnly } from './content.ts';
import { endStreamAtExpiry } from './expiry.ts';
import { notFound, onError } from './failures.ts';
import { checkHost } from './host.ts';
import { checkOrigin } from './origin.ts';
import { plainJson } from './plain-json.ts';
import { logRequests, noteRefusal } from './request-log.ts';

/** Bytes of request body. */
const maxBody = 1024 * 1024;

export interface AppDependencies {
  readonly log: Logger;
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly verifier: Verifier;
  /** Additional routes of the mode. */
  readonly routes?: RequestHandler | undefined;
  /** Makes the MCP server for one request. Default: the server with this application's tools. */
  readonly createServer?: (() => McpServer) | undefined;
}

export interface App {
  readonly handler: Express;
  /** Tells subscribers that a list has changed. */
  readonly notify: ServerNotifier;
  /** Ends subscriptions and running calls. */
  close(): Promise<void>;
}

/**
 * The HTTP application. A request to the MCP endpoint passes, in this order:
 * host → origin → CORS and token → content type → `Accept` → the MCP SDK → a tool.
 */
export function createApp(config: Config, dependencies: AppDependencies): App {
  const { log, clock, fetch, verifier, routes } = dependencies;
  const { url, mode, scopeRules } = config;
  const askFor = (scopes: readonly string[]) => scopesToAskFor(scopes, scopeRules);
  const { createServer = () => createOwnServer({}, askFor) } = dependencies;
  const resource = protectedResource({
    resource: url,
    name: serverInfo.title,
    authorizationServers: authorizationServersOf(mode, url),
    scopesSupported: askFor(supportedScopes),
    verifier,
  });
  const onProblem = (error: unknown) =>
    log.warn(
      { err: error },
      'the metadata of the authorization server cannot be had at the moment',
    );
  const serverMetadata = repeatsServerMetadata(mode) && { fetch, clock, onProblem };
  // The SDK reports every malformed request here. The client has already got its answer.
  const onerror = (error: Error) => log.debug({ err: error }, 'the MCP endpoint reported');
  const mcp = createMcpHandler(() => createServer(), { maxRequestBodySize: maxBody, onerror });
  const serveMcp = toNodeHandler(
    { fetch: plainJson(mcp.fetch) },
    { maxRequestBodySize: maxBody, onerror },
  );

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(logRequests(log, clock));
  app.use((_req, res, next) => {
    res.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  // Before the host check, because orchestrators use the IP address.
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.use(checkHost(config.allowedHosts, { log, clock }));
  app.use(metadataRoutes(resource, { serverMetadata }));
  if (routes) app.use(routes);
  app.all(
    literalPath(new URL(url).pathname),
    checkOrigin(config.allowedOrigins),
    protect(resource, { onRefusal: noteRefusal }),
    jsonOnly(),
    normaliseAccept(),
    endStreamAtExpiry(clock),
    (req, res) => serveMcp(req, res),
  );
  app.use(notFound());
  app.use(onError(log));
  return { handler: app, notify: mcp.notify, close: () => mcp.close() };
}

/** Escapes the characters that have a meaning in routes of Express but not in the path of a URL. */
function literalPath(path: string): string {
  return path.replaceAll(/[\\{}()[\]*+?!:]/g, '\\$&');
}
