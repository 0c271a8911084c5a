import { type IncomingMessage, request } from 'node:http';
import { DatabaseError } from '@gatehouse/database';
import { findSocketPath } from '../control/socket-path.ts';
import type { Refusal } from '../control/control-server.ts';
import { OperationError } from '../operator/operation-error.ts';
import { CommandError } from './command-error.ts';

/**
 * Asks the server that has a data directory open.
 *
 * @param input sent as JSON, by POST; without it the request is a GET
 * @returns its answer; undefined where no server listens, and then the directory may be opened
 * @throws OperationError, DatabaseError as the server told them; CommandError
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

async function refusal(answer: IncomingMessage): Promise<Error> {
  const told = (await readAnswer(answer)) as Partial<Refusal> & { readonly code?: string };
  const { fault, database } = told;
  if (database !== undefined) {
    return new DatabaseError(database.code, database.message, database.remedy);
  }
  // A server from before there were facts answers with a code and with words.
  if (fault === undefined) {
    return new CommandError({ code: 'not_understood', told: told.code ?? 'failed' });
  }
  return new OperationError(fault);
}

/**
 * The JSON of an answer.
 *
 * @throws CommandError where the server ended before it was complete
 */
export async function readAnswer(answer: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await answer.setEncoding('utf8').toArray()).join(''));
  } catch (error) {
    throw unreachable(error as Error);
  }
}

function unreachable(error: NodeJS.ErrnoException): CommandError {
  const { code, message } = error;
  const isDenied = code === 'EACCES' || code === 'EPERM';
  return new CommandError(
    isDenied ? { code: 'server_denied' } : { code: 'server_unreachable', cause: code ?? message },
    { cause: error },
  );
}
