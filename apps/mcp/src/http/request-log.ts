import { authOf } from '@gatehouse/auth-core/express';
import { newReference } from '@gatehouse/display';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

import type { HttpFigures } from '../figures/http-figures.ts';
import { currentRequest, type Failure, withRequest } from '../request/request.ts';
import { parseTraceparent } from '../request/trace-context.ts';

/** Characters of a path in a line: anybody can send one of 30,000. */
const longestPath = 200;

/**
 * Makes the object of each request, answers with its id, and in the end counts it and writes its line:
 * user, client, path, status and duration. Headers and query are not written, so that the log contains
 * no token.
 */
export function followRequests(
  log: Logger,
  figures: HttpFigures,
  clock: () => number,
): RequestHandler {
  return (req, res, next) => {
    const hasLine = log.isLevelEnabled('info');
    const trace = parseTraceparent(req.headers['traceparent']);
    withRequest({ trace, hasLine }, (request) => {
      res.set('X-Request-Id', request.id);
      const { method, path } = req;
      const [started, began] = [clock(), performance.now()];
      res.once('close', () => {
        request.isAnswered = true;
        const { route, refused, stream } = request;
        const status = res.headersSent ? res.statusCode : undefined;
        const end = stream?.isSubscription === true ? stream.began : performance.now();
        figures.answered({ route, method, status, refused, ms: end - began });
        if (stream) figures.streamClosed();
        if (!hasLine) return;
        log.info({
          id: request.id,
          ...(request.trace && { trace_id: request.trace.traceId }),
          method,
          path: path.slice(0, longestPath),
          status: res.statusCode,
          ms: clock() - started,
          ...callerOf(req),
          ...(refused && { refused }),
          ...request.failure,
        });
      });
      next();
    });
  };
}

function callerOf(req: Request): object | undefined {
  const caller = req.auth && authOf(req);
  if (!caller) return undefined;
  const { clientId, subject, extra } = caller;
  const grant = extra.claims['gid'];
  return {
    client_id: clientId,
    sub: subject,
    ...(typeof grant === 'string' && /^[\w-]{1,128}$/.test(grant) && { grant_id: grant }),
  };
}

/**
 * Remembers a failure for the line of the present request.
 *
 * @returns the reference for the page, which is in the line, too. Undefined if there will be no line
 */
export function refer(failure: Failure): string | undefined {
  const request = currentRequest();
  if (!request?.hasLine) return undefined;
  const reference = newReference();
  request.failure = { reference, ...failure };
  return reference;
}
