import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from '../../events/logger.ts';
import { toldPath } from './told-path.ts';

/** What of a request stands in its line. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  /** as {@link toldPath} tells it */
  readonly path: string | undefined;
}

/**
 * One line a request: method, path without what may be a secret ({@link toldPath}), status and time. The id is what an error page shows, so that a user's report finds its line.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    res.locals.requestId = id;
    logAnswer(logger, res, { id, method: req.method, path: toldPath(req.originalUrl) });
    next();
  };
}

/** Writes the line of a request when it has been answered, with the time from now on. */
export function logAnswer(logger: Logger, res: ServerResponse, request: LoggedRequest): void {
  const began = performance.now();
  res.on('finish', () => {
    const { statusCode } = res;
    // What is unavailable was told once for all requests that met it (fault-log.ts).
    const level = statusCode >= 500 && statusCode !== 503 ? 'error' : 'debug';
    const ms = Math.round(performance.now() - began);
    logger[level]({ ...request, status: statusCode, ms }, 'request');
  });
}
