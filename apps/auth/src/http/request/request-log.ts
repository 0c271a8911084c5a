import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from '../../events/logger.ts';
import { REQUEST_ID } from '../../protocol/request-id.ts';
import { toldPath } from './told-path.ts';
import { traceIdOf } from './trace-id.ts';

/** What of a request stands in its line. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  /** as {@link toldPath} tells it */
  readonly path: string | undefined;
  readonly trace_id?: string | undefined;
  /** what the client calls it, or a proxy in front */
  readonly caller_id?: string;
}

/**
 * One line a request: method, path without what may be a secret ({@link toldPath}), status and time. The
 * id is what the answer says, and what an error page's reference leads to, so that a user's report finds
 * its line.
 */
export function requestLog(logger: Logger, providers?: ReadonlySet<string>): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    const traceId = traceIdOf(req);
    res.locals.requestId = id;
    res.locals.traceId = traceId;
    res.setHeader(REQUEST_ID, id);
    const { method, originalUrl } = req;
    logAnswer(logger, res, () => {
      const path = toldPath(originalUrl, providers);
      return { id, method, path, trace_id: traceId, ...callerId(req) };
    });
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

/**
 * Writes the line of a request when it has been answered, with the time from now on.
 *
 * @param request what stands in the line; asked where there is one
 */
export function logAnswer(logger: Logger, res: ServerResponse, request: () => LoggedRequest): void {
  const began = performance.now();
  res.on('close', () => {
    const { statusCode, writableFinished: isWhole } = res;
    // What is unavailable was told once for all requests that met it (fault-log.ts).
    const level = isWhole && statusCode >= 500 && statusCode !== 503 ? 'error' : 'debug';
    if (!logger.isLevelEnabled(level)) return;
    const ms = Math.round(performance.now() - began);
    const outcome = isWhole ? { status: statusCode } : { aborted: true };
    logger[level]({ ...request(), ...outcome, ms }, 'request');
  });
}
