import type { RequestHandler } from 'express';

const both = 'application/json, text/event-stream';
/** The same for a client that did not say that it reads event streams. */
export const jsonRather = 'application/json, text/event-stream;q=0.1';

/**
 * Spells out an `Accept` that already allows both answers of the Streamable HTTP transport.
 *
 * The SDK looks for the two media types by name and answers 406 to `*\/*`, which is what curl and
 * many HTTP libraries send, or to no header at all, which means the same (RFC 9110 §12.5.1).
 * A header that really excludes one of them is left as it is.
 */
export function normaliseAccept(): RequestHandler {
  return (req, _res, next) => {
    if (req.accepts('application/json') && req.accepts('text/event-stream')) {
      const namesStreams = req.headers.accept?.toLowerCase().includes('text/event-stream') ?? false;
      req.headers.accept = namesStreams ? both : jsonRather;
    }
    next();
  };
}
