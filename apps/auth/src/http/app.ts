import express, { type Express, type RequestHandler } from 'express';
import { assetHeaders, assets } from '../pages/pages.ts';
import { watchDatabaseFaults } from '../provider/database-faults.ts';
import type { AppContext } from './app-context.ts';
import { authorizationForm } from './authorization-form.ts';
import { callbackRoutes } from './callback-routes.ts';
import { errorPages } from './error-pages.ts';
import { HttpError } from './errors.ts';
import { homeRoute } from './home-route.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { isLibraryPath } from './library-paths.ts';
import { navigationOnly } from './navigation-only.ts';
import { noHead } from './no-head.ts';
import { noStore } from './no-store.ts';
import { pinHost } from './pin-host.ts';
import { refuseNul } from './refuse-nul.ts';
import { registrationCors } from './registration-cors.ts';
import { requestLog } from './request-log.ts';

/**
 * The public application: our pages first, the library last. Nothing in front of the library parses a
 * body, since it reads its own.
 */
export function createApp(context: AppContext): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  // One spelling for every path: proxies and our own rules go by it.
  app.enable('case sensitive routing').enable('strict routing');
  app.set('trust proxy', context.config.trustProxy);
  app.use(requestLog(context.logger));
  app.use(noStore);
  app.use((_req, _res, next) => watchDatabaseFaults(next));
  app.use(pinHost(context.config.publicUrl));
  app.use(refuseNul);
  app.use(noHead);
  app.use(navigationOnly);

  for (const { path, contentType, body } of assets) {
    app.get(path, (_req, res) => {
      res.set(assetHeaders(contentType)).send(body);
    });
  }
  app.get('/', homeRoute(context));
  if (context.limits !== undefined) {
    app.get('/auth', context.limits.authorizations);
    app.post('/auth', context.limits.authorizations);
    app.post('/interaction/:uid/login', context.limits.signIns);
  }
  app.use(authorizationForm());
  app.use(interactionRoutes(context));
  app.use(callbackRoutes(context));

  app.use('/reg', registrationCors);
  app.use(library(context));
  app.use(errorPages(context));
  return app;
}

/** Hands over to the provider of the moment; requests in flight finish on the one they began with. */
function library({ provider }: AppContext): RequestHandler {
  const callbacks = new WeakMap<object, ReturnType<ReturnType<typeof provider>['callback']>>();
  return (req, res, next) => {
    const current = provider();
    if (!isLibraryPath(current, req.path)) throw new HttpError('not_found');
    let callback = callbacks.get(current);
    if (callback === undefined) {
      callback = current.callback();
      callbacks.set(current, callback);
    }
    callback(req, res).catch(next);
  };
}
