import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../../events/logger.ts';

/**
 * One line a request: method, path without its query (which may hold codes and state), status and
 * time. The id is what an error page shows, so that a person's report finds its line.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    res.locals.requestId = id;
    const began = performance.now();
    res.on('finish', () => {
      const { statusCode } = res;
      // What is unavailable was told once for all requests that met it (fault-log.ts).
      const level = statusCode >= 500 && statusCode !== 503 ? 'error' : 'debug';
      logger[level](
        {
          id,
          method: req.method,
          path: req.originalUrl.split('?')[0],
          status: res.statusCode,
          ms: Math.round(performance.now() - began),
        },
        'request',
      );
    });
    next();
  };
}
