import { type IncomingMessage, request } from 'node:http';
import { findSocketPath } from '../control/socket-path.ts';
import { OperationError } from '../operator/operation-error.ts';

/**
 * Asks the server that has a data directory open.
 *
 * @param input sent as JSON, by POST; without it the request is a GET
 * @returns its answer; undefined where no server listens, and then the directory may be opened
 * @throws OperationError with the server's own words
 */
export async function askRunningServer(
  dataDirectory: string,
  path: string,
  input?: object,
): Promise<IncomingMessage | undefined> {
  const socketPath = await findSocketPath(dataDirectory);
  if (socketPath === undefined) return undefined;
  const answer = await send(socketPath, path, input);
  if (answer === undefined || answer.statusCode === 200) return answer;
  throw await refusal(answer);
}

function send(
  socketPath: string,
  path: string,
  input: object | undefined,
): Promise<IncomingMessage | undefined> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, method: input === undefined ? 'GET' : 'POST' }, resolve)
      .on('error', (error: NodeJS.ErrnoException) => {
        // The socket is absent, or was left behind by a process that was killed.
        if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(undefined);
        else reject(unreachable(error));
      })
      .end(input && JSON.stringify(input));
  });
}

async function refusal(answer: IncomingMessage): Promise<OperationError> {
  const { code, message, remedy } = (await readAnswer(answer)) as Record<string, string>;
  return new OperationError(code ?? 'failed', message ?? '', remedy ?? '');
}

/**
 * The JSON of an answer.
 *
 * @throws OperationError where the server ended before it was complete
 */
export async function readAnswer(answer: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await answer.setEncoding('utf8').toArray()).join(''));
  } catch (error) {
    throw unreachable(error as Error);
  }
}

function unreachable(cause: NodeJS.ErrnoException): OperationError {
  const denied = cause.code === 'EACCES' || cause.code === 'EPERM';
  return new OperationError(
    'server_unreachable',
    denied
      ? 'The running server has the database open, and this user may not ask it.'
      : `The running server has the database open, and did not answer to the end (${cause.code ?? cause.message}).`,
    denied
      ? 'Run the command as the user that the server runs as.'
      : 'Look in its log, and whether it was done; then run the command again.',
    { cause },
  );
}
