import { randomUUID } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { appliedMigrations, type Database, DatabaseError, exportStream } from '@gatehouse/database';
import { OperationError, type OperationFault } from '../operator/operation-error.ts';
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

/**
 * What is answered where an operation was not performed. The command words the fault. What is wrong with
 * a database is said in the words of the package that opens it, as in a command that opens it itself.
 */
export type Refusal =
  | { readonly fault: OperationFault; readonly database?: never }
  | {
      readonly fault?: never;
      readonly database: Pick<DatabaseError, 'code' | 'message' | 'remedy'>;
    };

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
    } else refuse(response, 404, new OperationError({ code: 'unknown_operation' }));
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
    if (!(cause instanceof OperationError || cause instanceof DatabaseError)) onError(cause);
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

function refuse(response: ServerResponse, status: number, error: Error): void {
  const refusal = refusalOf(error);
  const isFailure = refusal.fault?.code === 'failed';
  response.writeHead(isFailure ? 500 : status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(refusal));
}

function refusalOf(error: Error): Refusal {
  if (error instanceof OperationError) return { fault: error.fault };
  if (error instanceof DatabaseError) {
    const { code, message, remedy } = error;
    return { database: { code, message, remedy } };
  }
  return { fault: { code: 'failed' } };
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
