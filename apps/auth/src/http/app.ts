import type { PageFile } from '@gatehouse/brand';
import express, { type Express, type IRouter } from 'express';
import type { Provider } from 'oidc-provider';
import type { Logger } from '../events/logger.ts';
import { allEndpoints, type GateName, type LimitName } from '../protocol/endpoints.ts';
import { serveRequest } from '../provider/request.ts';
import type { Events } from '../events/events.ts';
import { serveAssets } from './assets.ts';
import { library } from './library.ts';
import type { Gates } from './limits/gates.ts';
import type { Misdirected } from './request/misdirected.ts';
import { navigationOnly } from './request/navigation-only.ts';
import { noHead } from './request/no-head.ts';
import { noStore } from './request/no-store.ts';
import { openCors } from './request/open-cors.ts';
import { pinHost } from './request/pin-host.ts';
import { refuseNul } from './request/refuse-nul.ts';
import { choosingLanguage } from './languages/choosing.ts';
import type { Refer } from './references/references.ts';
import { tellMisdirected, tellRefusals } from './request/refusals.ts';
import { requestLog } from './request/request-log.ts';
import { tellSpan } from './request/tell-span.ts';
import { errorPages } from './sending/error-pages.ts';
import type { PageMaking } from './sending/made-page.ts';
import type { PageLocals } from './sending/send-page.ts';

/** Puts the routes of one feature into the application; made with the few things that they need. */
export type Feature = (app: IRouter) => void;

/** What the first step (request/request-log.ts) leaves behind. */
interface Known {
  readonly requestId: string;
  readonly traceId: string | undefined;
}

export interface AppOptions {
  readonly publicUrl: URL;
  /** what Express's `trust proxy` takes */
  readonly trustProxy: false | number | readonly string[];
  readonly logger: Logger;
  readonly refer: Refer;
  /** what pages are made with */
  readonly making: PageMaking;
  /** the files that their pages refer to */
  readonly assets: readonly PageFile[];
  readonly misdirected: Misdirected;
  readonly events: Events;
  /** undefined where limits are switched off */
  readonly gates: Gates | undefined;
  /** ids of the ways to sign in that are configured */
  readonly providers?: ReadonlySet<string>;
  readonly features: readonly Feature[];
  /** the provider of the moment: a key rotation swaps it */
  readonly provider: () => Provider;
}

/**
 * The public application: the rules for every request, our pages, the library last. Nothing in front
 * of the library parses a body, since it reads its own.
 */
export function createApp(options: AppOptions): Express {
  const { publicUrl, trustProxy, logger, refer, gates, features, provider } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag');
  // One spelling for every path: proxies and our own rules go by it.
  app.enable('case sensitive routing').enable('strict routing');
  app.set('trust proxy', trustProxy);
  Object.assign(app.locals, { making: options.making } satisfies PageLocals);
  app.use(requestLog(logger, options.providers));
  app.use(noStore);
  app.use((req, res, next) => {
    const { requestId, traceId } = res.locals as Known;
    const begun = { id: requestId, address: () => req.ip, traceId };
    serveRequest(() => {
      tellSpan(res);
      next();
    }, begun);
  });
  app.use(tellRefusals(options.events));
  app.use(
    pinHost(publicUrl, (req, id) => {
      options.misdirected(req, id);
      tellMisdirected(options.events, req.url?.split('?', 1)[0] ?? '');
    }),
  );
  app.use(refuseNul);
  app.use(noHead);
  app.use(navigationOnly);
  for (const endpoint of allEndpoints) {
    if (endpoint.cors === 'any') app.use(endpoint.path, openCors(endpoint));
  }

  const toLibrary = library(provider);
  const ofLibrary = pathsOfLibrary(gates);
  app.use((req, res, next) => (ofLibrary.has(req.path) ? toLibrary(req, res, next) : next()));
  serveAssets(app, options.assets);
  if (gates !== undefined) mountGates(app, gates);
  choosingLanguage(app, { publicUrl, ...options.making });
  for (const mount of features) mount(app);
  app.use(toLibrary);
  app.use(errorPages({ logger, refer }));
  return app;
}

/**
 * Paths at which the library answers programs, and no gate stands before it. Nothing of ours is there, and
 * looking for it among all our routes would cost a token request as much as its line in the log.
 */
function pathsOfLibrary(gates: Gates | undefined): ReadonlySet<string> {
  const ofLibrary = allEndpoints.filter(({ kind, library: route, limit }) => {
    const isGated = gates !== undefined && limit !== undefined && isGate(limit, gates);
    return kind === 'program' && route !== undefined && !isGated;
  });
  return new Set(ofLibrary.map(({ path }) => path));
}

/** Each gate stands before everything else that its endpoint does. */
function mountGates(app: IRouter, gates: Gates): void {
  for (const { path, methods, limit } of allEndpoints) {
    if (limit === undefined || !isGate(limit, gates)) continue;
    for (const method of methods) app[method === 'GET' ? 'get' : 'post'](path, gates[limit]);
  }
}

function isGate(limit: LimitName, gates: Gates): limit is GateName {
  return limit in gates;
}
