/** The public application as `main.ts` composes it, and a client that sends exactly what it is told. */
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '@gatehouse/database';
import { Registry } from '@prometheus-io/client';
import type { Express } from 'express';
import type { DestinationStream } from 'pino';
import { composeApp, type PublicApp } from './compose.ts';
import { loadConfig } from './config/load-config.ts';
import { networkOf } from './config/network.ts';
import { createGuardedGet } from './outbound/guarded-get.ts';
import { ClientUse } from './storage/client-use.ts';
import type { Event } from './events/event.ts';
import { toldEvents } from './events/testing/told-events.ts';
import type { PageMaking } from './http/sending/made-page.ts';
import { LANGUAGES } from './pages/pages.ts';
import { createLogger } from './events/logger.ts';
import { type LibraryRoute, libraryRoutes } from './provider/testing/library-routes.ts';

export const ENVIRONMENT = {
  GITHUB_CLIENT_ID: 'id',
  GITHUB_CLIENT_SECRET: 'secret',
  REGISTRATION: 'open',
  LOG_LEVEL: 'silent',
};
export const HOST = 'localhost:3000';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export interface Served {
  readonly app: Express;
  readonly routes: readonly LibraryRoute[];
  readonly server: Server;
  /** what has happened, in order */
  readonly happened: Event[];
  readonly registry: Registry;
}

interface Place {
  readonly directory: string;
  readonly database: Database;
  /** those of its pages, unless they are all that there are */
  readonly languages?: PageMaking['languages'];
  /** where the log goes, if not to standard output */
  readonly log?: DestinationStream;
}

/**
 * The public application on a port of its own.
 *
 * @param place the database, and a directory where it may write
 */
export async function serve(
  environment: Record<string, string>,
  { directory, database, log, languages = LANGUAGES }: Place,
): Promise<Served> {
  const config = loadConfig(environment, { directory, addresses: ['127.0.0.1'] });
  const logger = createLogger(config.logLevel, log);
  const registry = new Registry();
  const { events, happened } = toldEvents();
  const telling = { events, lineOf: () => undefined };
  const guardedGet = createGuardedGet(networkOf(config));
  const clientUse = new ClientUse();
  const parts = {
    config,
    logger,
    database,
    registry,
    clientUse,
    telling,
    guardedGet,
    languages,
  };
  let composed: PublicApp | undefined;
  const routes = await libraryRoutes(async () => {
    composed = await composeApp(parts);
  });
  if (composed === undefined) throw new Error('not composed');
  const { app, listener } = composed;
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { app, routes, server, happened, registry };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** names and values in turn, as they came */
  readonly raw: readonly string[];
  readonly body: string;
}

/** One request with exactly these headers, under the name of the server unless they say another. */
export function send(
  { server }: Pick<Served, 'server'>,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const isForm = method === 'POST';
  const sent = { host: HOST, ...(isForm && FORM), ...headers };
  const options = { agent: false, port, host: '127.0.0.1', method, path, headers: sent };
  return new Promise((resolve, reject) => {
    const asked = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      const { statusCode: status = 0, headers: answered, rawHeaders: raw } = response;
      response.on('end', () => resolve({ status, headers: answered, raw, body }));
    });
    asked.on('error', reject).end(isForm ? 'client_id=nobody&token=x' : undefined);
  });
}
