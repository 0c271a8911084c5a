import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type Database, openDatabase } from '@gatehouse/database';
import type { DatabaseConfig } from '../config/config.ts';
import { OperationError } from '../operator/operation-error.ts';
import type { CliContext } from './context.ts';
import { askRunningServer } from './running-server.ts';

/** A copy or a lock may take long where a request must not. */
const STATEMENT_TIMEOUT_MS = 600_000;

/**
 * Whom a command talks to: a Postgres server, the process that has the embedded database open, or
 * the directory, when nothing holds it.
 *
 * @param request what to ask a running process for
 * @param work what to do where there is none
 */
export async function viaServerOrStorage<T>(
  context: CliContext,
  request: { readonly path: string; readonly input?: object },
  onAnswer: (answer: IncomingMessage) => Promise<T>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const config = context.database();
  if (config.url === undefined) {
    const answer = await askRunningServer(config.dataDirectory, request.path, request.input);
    if (answer !== undefined) return onAnswer(answer);
    refuseAbsent(config.dataDirectory);
  }
  return withStorage(config, { migrate: false, notice: context.notice }, work);
}

/**
 * Opens the database itself.
 *
 * @throws DatabaseError `directory_locked` while another process has it
 */
export async function withStorage<T>(
  config: DatabaseConfig,
  { migrate, notice }: { migrate: boolean; notice: (sentence: string) => void },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    ...(config.url === undefined ? { dataDirectory: config.dataDirectory } : { url: config.url }),
    preparedStatements: config.preparedStatements,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    poolSize: 2,
    migrate,
    onNotice: notice,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Opening would make one, and a backup of nothing. */
function refuseAbsent(dataDirectory: string): void {
  if (existsSync(join(dataDirectory, 'postgres.json'))) return;
  throw new OperationError(
    'no_database',
    `There is no database in ${dataDirectory}.`,
    'Set GATEHOUSE_DATA_DIR to where it is, or DATABASE_URL to a Postgres server.',
  );
}
