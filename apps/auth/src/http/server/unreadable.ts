import { randomUUID } from 'node:crypto';
import { type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '../../events/logger.ts';
import type { AnswersTo } from '../../figures/http-requests.ts';
import { REQUEST_ID } from '../../protocol/request-id.ts';
import { logAnswer } from '../request/request-log.ts';
import { toldPath } from '../request/told-path.ts';
import { measured } from './measured.ts';

/** What Node answers, by the code of its error; whatever else it is, 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export interface UnreadableOptions {
  readonly logger: Logger;
  readonly answersTo: AnswersTo;
}

/**
 * Answers what Node refuses before there is a request: cookies that are too large, no HTTP, too slow,
 * expectations. The same status as Node's, but with an id, a line in the log, and counted.
 *
 * @returns to be given each server
 */
export function unreadable({ logger, answersTo }: UnreadableOptions): (server: Server) => void {
  const answers = answersTo(undefined, undefined);
  const refuse = (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || isBeingAnswered(socket)) {
      socket.destroy(error);
      return;
    }
    const status = STATUS[error.code ?? ''] ?? 400;
    const id = randomUUID();
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `${REQUEST_ID}: ${id}`,
      'Connection: close',
      '\r\n',
    ];
    socket.end(lines.join('\r\n'), () => socket.destroy());
    answers.observe(status, 0);
    // Of what came nothing is told: it may hold anything, such as cookies.
    logger.debug({ id, status, reason: error.code }, 'a request that cannot be read');
  };
  const expectation: RequestListener = (req, res) => {
    const id = randomUUID();
    const { method = '', url = '' } = req;
    logAnswer(logger, res, () => ({ id, method, path: toldPath(url) }));
    res.writeHead(417, { [REQUEST_ID]: id, Connection: 'close' }).end();
  };
  return (server) => {
    server.on('clientError', refuse);
    server.on('checkExpectation', measured(answersTo, expectation));
  };
}

/** Whether an answer has begun on a connection, which another would garble. Node itself asks the same. */
function isBeingAnswered(socket: Duplex): boolean {
  const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null };
  return answer?.headersSent === true;
}
