import type { RequestHandler } from 'express';

const both = 'application/json, text/event-stream';
/** The same for a client that does not name event streams: it should get JSON. */
export const preferJson = 'application/json, text/event-stream;q=0.1';

/**
 * Replaces an `Accept` that allows both answers of the Streamable HTTP transport by one that names both.
 *
 * The SDK looks for the names of the two media types. It would answer 406 to `*\/*`, which curl and many
 * HTTP libraries send, and to a request without the header, which means the same (RFC 9110 §12.5.1).
 * A header that excludes one of the two types is not changed.
 */
export function normaliseAccept(): RequestHandler {
  return (req, _res, next) => {
    if (req.accepts('application/json') && req.accepts('text/event-stream')) {
      const namesStreams = req.headers.accept?.toLowerCase().includes('text/event-stream') ?? false;
      req.headers.accept = namesStreams ? both : preferJson;
    }
    next();
  };
}
