import type { RequestHandler } from 'express';

import { currentRequest, type Route } from '../request/request.ts';

/** Has every request that comes here counted as `route`. */
export function is(route: Route): RequestHandler {
  return (_req, _res, next) => {
    const request = currentRequest();
    if (request) request.route = route;
    next();
  };
}

/**
 * Has requests that `handler` answers counted as what their path says; those that it passes on are as
 * before.
 */
export function counted(routeOf: (path: string) => Route, handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const request = currentRequest();
    if (!request) return handler(req, res, next);
    const before = request.route;
    request.route = routeOf(req.path);
    return handler(req, res, (outcome?: unknown) => {
      // An error is of whoever made it.
      if (outcome === undefined) request.route = before;
      next(outcome);
    });
  };
}
