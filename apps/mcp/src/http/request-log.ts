import type { AuthError } from '@gatehouse/auth-core';
import { authOf } from '@gatehouse/auth-core/express';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

const refusals = new WeakMap<Request, AuthError>();

/**
 * Writes one line for each answered request: user, client, path, status and duration. Headers and query
 * are not written, so that the log contains no token.
 */
export function logRequests(log: Logger, clock: () => number): RequestHandler {
  return (req, res, next) => {
    const started = clock();
    const { method, path } = req;
    res.once('close', () => {
      const caller = req.auth && authOf(req);
      const refused = refusals.get(req)?.code;
      log.info({
        method,
        path,
        status: res.statusCode,
        ms: clock() - started,
        ...(caller && { client_id: caller.clientId, sub: caller.subject }),
        ...(refused && { refused }),
      });
    });
    next();
  };
}

/** Remembers why a request was refused, for its line in the log. */
export function noteRefusal(error: AuthError, req: Request): void {
  refusals.set(req, error);
}
