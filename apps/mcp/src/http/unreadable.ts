import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';

import type { HttpFigures } from '../figures/http-figures.ts';

/** What Node would answer, by the code of its error; whatever else it is, 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** For the event `clientError` of a server. */
export type RefuseUnreadable = (error: NodeJS.ErrnoException, socket: Duplex) => void;

/**
 * Answers what Node refuses before there is a request: a token that is too long for the headers, what is
 * no HTTP, or comes too slowly. The status is Node's, but with an id, a line in the log, and counted.
 */
export function refuseUnreadable(log: Logger, figures: HttpFigures): RefuseUnreadable {
  return (error, socket) => {
    // An answer that has begun would be garbled by another one.
    if (!socket.writable || isBeingAnswered(socket)) {
      socket.destroy(error);
      return;
    }
    const status = STATUS[error.code ?? ''] ?? 400;
    const id = randomUUID();
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nX-Request-Id: ${id}\r\nConnection: close\r\n\r\n`,
      () => socket.destroy(),
    );
    figures.answered({ route: 'none', method: 'other', status, refused: undefined, ms: 0 });
    // Nothing is told of what came: it may hold anything, such as a token.
    log.info({ id, status, reason: error.code }, 'a request that cannot be read');
  };
}

/** Node itself asks the same, of the same member. */
function isBeingAnswered(socket: Duplex): boolean {
  const { _httpMessage: answer } = socket as { readonly _httpMessage?: ServerResponse | null };
  return answer?.headersSent === true;
}
