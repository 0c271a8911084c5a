import { protectedResource, type Verifier } from '@gatehouse/auth-core';
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
import type { Rationed } from '../log/rationed.ts';
import { createServer as createOwnServer, serverInfo } from '../mcp-server.ts';
import type { HttpFigures } from '../figures/http-figures.ts';
import { authorizationServersOf, repeatsServerMetadata } from '../modes/index.ts';
import { scopesToAskFor } from '../modes/scope-granting.ts';
import { noteRefusal, type Route } from '../request/request.ts';
import { supportedScopes } from '../scopes.ts';
import type { ObserveCall } from '../tools/observed-calls.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { normaliseAccept } from './accept.ts';
import { jsonOnly } from './content.ts';
import { endStreamAtExpiry } from './expiry.ts';
import { notFound, onError } from './failures.ts';
import { checkHost } from './host.ts';
import { checkOrigin } from './origin.ts';
import { plainJson } from './plain-json.ts';
import { followRequests } from './request-log.ts';
import { counted, is } from './route.ts';
import { noteStreams } from './streams.ts';
import { type RefuseUnreadable, refuseUnreadable } from './unreadable.ts';

/** Bytes of request body. */
const maxBody = 1024 * 1024;

export interface AppDependencies {
  readonly log: Logger;
  /** For lines that anybody can cause. */
  readonly tell: Rationed;
  readonly clock: () => number;
  readonly upstream: Upstream;
  readonly figures: HttpFigures;
  readonly observeCall: ObserveCall;
  readonly verifier: Verifier;
  /** Additional routes of the mode, and what they count as. */
  readonly routes?:
    | { readonly handler: RequestHandler; readonly routeOf: (path: string) => Route }
    | undefined;
  /** Makes the MCP server for one request. Default: the server with this application's tools. */
  readonly createServer?: (() => McpServer) | undefined;
}

export interface App {
  readonly handler: Express;
  /** Answers what never becomes a request. */
  readonly refuseUnreadable: RefuseUnreadable;
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
  const { log, tell, clock, upstream, figures, observeCall, verifier, routes } = dependencies;
  const { url, mode, scopeRules } = config;
  const askFor = (scopes: readonly string[]) => scopesToAskFor(scopes, scopeRules);
  const { createServer = () => createOwnServer({}, askFor, observeCall) } = dependencies;
  const resource = protectedResource({
    resource: url,
    name: serverInfo.title,
    authorizationServers: authorizationServersOf(mode, url),
    scopesSupported: askFor(supportedScopes),
    verifier,
  });
  const serverMetadata = repeatsServerMetadata(mode) && {
    fetch: upstream.fetchFor('metadata'),
    clock,
    onProblem: upstream.problemFor('metadata'),
  };
  // The SDK reports every malformed request here. The client has already got its answer.
  const onerror = (error: Error) => log.debug({ err: error }, 'the MCP endpoint reported');
  const mcp = createMcpHandler(() => createServer(), { maxRequestBodySize: maxBody, onerror });
  const serveMcp = toNodeHandler(
    { fetch: noteStreams(plainJson(mcp.fetch), figures) },
    { maxRequestBodySize: maxBody, onerror },
  );

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(followRequests(log, figures, clock));
  app.use((_req, res, next) => {
    res.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  // Before the host check, because orchestrators use the IP address.
  const isAlive: RequestHandler = (_req, res) => void res.json({ status: 'ok' });
  app.get('/healthz', is('health'), isAlive);
  app.use(checkHost(config.allowedHosts, { log, clock }));
  app.use(counted(() => 'metadata', metadataRoutes(resource, { serverMetadata })));
  if (routes) app.use(counted(routes.routeOf, routes.handler));
  app.all(
    literalPath(new URL(url).pathname),
    is('mcp'),
    checkOrigin(config.allowedOrigins),
    protect(resource, { onRefusal: ({ code }) => noteRefusal(code) }),
    jsonOnly(),
    normaliseAccept(),
    endStreamAtExpiry(clock),
    (req, res) => serveMcp(req, res),
  );
  app.use(notFound());
  app.use(onError(log, tell));
  return {
    handler: app,
    refuseUnreadable: refuseUnreadable(log, figures),
    notify: mcp.notify,
    close: () => mcp.close(),
  };
}

/** Escapes the characters that have a meaning in routes of Express but not in the path of a URL. */
function literalPath(path: string): string {
  return path.replaceAll(/[\\{}()[\]*+?!:]/g, '\\$&');
}
