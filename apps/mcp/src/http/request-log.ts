import type { AuthError } from '@gatehouse/auth-core';
import { authOf } from '@gatehouse/auth-core/express';
import { newReference } from '@gatehouse/display';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** What a page tells the user about a failed request, and the log tells the operator. */
export interface Failure {
  /** Why, as one word of this server. */
  readonly reason: string;
  /** The code of RFC 6749 §4.1.2.1, if the page shows one. */
  readonly error?: string;
  readonly client_id?: string;
}

interface Notes {
  refused?: string;
  failure?: Failure & { readonly reference: string };
}

/** Only of requests that will have a line. */
const notes = new WeakMap<Request, Notes>();

/**
 * Writes one line for each answered request: user, client, path, status and duration. Headers and query
 * are not written, so that the log contains no token.
 */
export function logRequests(log: Logger, clock: () => number): RequestHandler {
  return (req, res, next) => {
    if (!log.isLevelEnabled('info')) return next();
    const started = clock();
    const { method, path } = req;
    const noted: Notes = {};
    notes.set(req, noted);
    res.once('close', () => {
      const caller = req.auth && authOf(req);
      const { refused, failure } = noted;
      log.info({
        method,
        path,
        status: res.statusCode,
        ms: clock() - started,
        ...(caller && { client_id: caller.clientId, sub: caller.subject }),
        ...(refused && { refused }),
        ...failure,
      });
    });
    next();
  };
}

/** Remembers why a request was refused, for its line in the log. */
export function noteRefusal(error: AuthError, req: Request): void {
  const noted = notes.get(req);
  if (noted) noted.refused = error.code;
}

/**
 * Remembers a failure for the line of its request.
 *
 * @returns the reference for the page, which is in the line, too. Undefined if there will be no line
 */
export function refer(req: Request, failure: Failure): string | undefined {
  const noted = notes.get(req);
  if (!noted) return undefined;
  const reference = newReference();
  noted.failure = { reference, ...failure };
  return reference;
}
