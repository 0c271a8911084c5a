import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';

import type { Rationed } from '../log/rationed.ts';

/** The answer for a path without a route. */
export function notFound(): RequestHandler {
  return (_req, res) => {
    res.status(404).json({ error: 'not_found' });
  };
}

/** The answer to an error of a route: a client's error keeps its 4xx; any other is logged and gets 500. */
export function onError(log: Logger, tell: Rationed): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const status = clientErrorStatus(error);
    if (status !== undefined) {
      res.status(status).json({ error: 'invalid_request' });
      return;
    }
    const { method } = req;
    tell(`a request failed: ${String(error)}`, (times) => {
      log.error({ err: error, method, path: req.path, times }, 'a request failed');
    });
    res.status(500).json({ error: 'server_error' });
  };
}

/** The status that Express sets for errors of the client, such as a malformed percent-encoding. */
function clientErrorStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
