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
        else reject(error);
      })
      .end(input && JSON.stringify(input));
  });
}

async function refusal(answer: IncomingMessage): Promise<OperationError> {
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  const { code, message, remedy } = JSON.parse(text) as Record<string, string>;
  return new OperationError(code ?? 'failed', message ?? '', remedy ?? '');
}
