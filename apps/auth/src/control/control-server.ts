import { randomUUID } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { appliedMigrations, type Database, DatabaseError, exportStream } from '@gatehouse/database';
import { OperationError } from '../operator/operation-error.ts';
import { isOperationName, type OperationName, runOperation } from '../operator/operations.ts';
import type { OperatorContext } from '../operator/operator-context.ts';
import { serveRequest } from '../provider/request.ts';
import { readJson } from './read-json.ts';
import { chooseSocketPath, forgetSocketPath } from './socket-path.ts';

export const EXPORT_PATH = '/v1/database/export';

/** Which migrations the database has that this process has open. */
export const MIGRATIONS_PATH = '/v1/database/migrations';

const OPERATIONS_PATH = '/v1/operations/';

/** The path of an operation. It takes its input as JSON, by POST. */
export function operationPath(name: OperationName): string {
  return `${OPERATIONS_PATH}${name}`;
}

export interface ControlOptions {
  readonly database: Database;
  readonly dataDirectory: string;
  readonly operator: OperatorContext;
  readonly now: () => Date;
  readonly onError: (error: Error) => void;
}

export interface Control {
  /** Also ends answers that are being sent. The command drops an export that is not complete. */
  close(): Promise<void>;
}

/**
 * Answers commands of the operator while this process has the embedded database open: HTTP over a Unix
 * socket in the data directory, which only the same user of the machine may open (0600). It asks for no
 * password: whoever may open the socket may also read the directory.
 */
export async function openControl(options: ControlOptions): Promise<Control> {
  const { dataDirectory } = options;
  const server = createServer((request, response) => {
    const { method, url = '' } = request;
    const name = url.startsWith(OPERATIONS_PATH) ? url.slice(OPERATIONS_PATH.length) : '';
    if (method === 'GET' && url === EXPORT_PATH) sendExport(options, response);
    else if (method === 'GET' && url === MIGRATIONS_PATH) {
      void answer(options, response, async () => ({
        applied: await appliedMigrations(options.database),
      }));
    } else if (method === 'POST' && isOperationName(name)) {
      void answer(options, response, async () =>
        runNamed(options.operator, name, await readJson(request)),
      );
    } else refuse(response, 404, new Unknown());
  });
  try {
    await listenPrivately(server, await chooseSocketPath(dataDirectory));
  } catch (error) {
    // The server goes on without it: not every file system has sockets.
    options.onError(new Error('Commands cannot reach this server.', { cause: error }));
  }
  return {
    async close() {
      server.close();
      server.closeAllConnections();
      await forgetSocketPath(dataDirectory);
    },
  };
}

/** The lines of one command have one id, as those of one request. */
function runNamed(...given: Parameters<typeof runOperation>): Promise<object> {
  return serveRequest(() => runOperation(...given), { id: randomUUID() });
}

/** The operation does not exist: a newer command asks an older server. */
class Unknown extends Error {
  readonly code = 'unknown_command';
  readonly remedy = 'Use the command of the same version of Gatehouse.';
  constructor() {
    super('The running server does not know this command.');
  }
}

async function answer(
  { onError }: ControlOptions,
  response: ServerResponse,
  work: () => Promise<object>,
): Promise<void> {
  try {
    const result = await work();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(result));
  } catch (error) {
    const cause = error as Error;
    if (!isKnown(cause)) onError(cause);
    refuse(response, 409, cause);
  }
}

function sendExport({ database, now, onError }: ControlOptions, response: ServerResponse): void {
  const content = exportStream(database, now());
  response.on('close', () => content.destroy());
  content.once('data', () => response.writeHead(200, { 'content-type': 'application/gzip' }));
  content.on('error', (error) => {
    if (!response.destroyed && !(error instanceof DatabaseError)) onError(error);
    // The other side notices that the answer is cut: the export has no end.
    if (response.headersSent) response.destroy();
    else refuse(response, 409, error);
  });
  content.pipe(response);
}

/** Answers with the error's own words, because only the operator reads them. */
function refuse(response: ServerResponse, status: number, error: Error): void {
  const { code, remedy } = error as { code?: unknown; remedy?: unknown };
  const known = isKnown(error);
  response.writeHead(known ? status : 500, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(
      known
        ? { code, message: error.message, remedy }
        : {
            code: 'failed',
            message: 'The running server failed to do this.',
            remedy: 'Its log says why.',
          },
    ),
  );
}

/** Whether the message of an error is meant for the operator. */
function isKnown(error: Error): boolean {
  return [DatabaseError, OperationError, Unknown].some((kind) => error instanceof kind);
}

async function listenPrivately(server: Server, path: string): Promise<void> {
  // The call makes the socket, so with this umask it never has wider permissions.
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
      process.umask(umask);
    });
  } finally {
    process.umask(umask);
  }
  await chmod(path, 0o600);
}
