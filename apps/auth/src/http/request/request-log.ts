import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from '../../events/logger.ts';
import { REQUEST_ID } from '../../protocol/request-id.ts';

/** What of a request stands in its line. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  /** without a query */
  readonly path: string | undefined;
  /** what the client calls it, or a proxy in front */
  readonly caller_id?: string;
}

/**
 * One line a request: method, path without its query (which may hold codes and state), status and
 * time. The id is what the answer says, and what an error page's reference leads to, so that a user's
 * report finds its line.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    res.locals.requestId = id;
    res.setHeader(REQUEST_ID, id);
    const [path] = req.originalUrl.split('?', 1);
    logAnswer(logger, res, { id, method: req.method, path, ...callerId(req) });
    next();
  };
}

/**
 * The id that the request came with, for its line. It is never ours: who sends one could take another
 * request's, or one that is no id.
 */
export function callerId({
  headers,
}: IncomingMessage): { readonly caller_id?: string } | undefined {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[\w-]{1,64}$/.test(sent) ? { caller_id: sent } : undefined;
}

/** Writes the line of a request when it has been answered, with the time from now on. */
export function logAnswer(logger: Logger, res: ServerResponse, request: LoggedRequest): void {
  const began = performance.now();
  res.on('close', () => {
    const { statusCode, writableFinished: isWhole } = res;
    // What is unavailable was told once for all requests that met it (fault-log.ts).
    const level = isWhole && statusCode >= 500 && statusCode !== 503 ? 'error' : 'debug';
    const ms = Math.round(performance.now() - began);
    const outcome = isWhole ? { status: statusCode } : { aborted: true };
    logger[level]({ ...request, ...outcome, ms }, 'request');
  });
}
