import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type Database, openDatabase } from '@gatehouse/database';
import type { DatabaseConfig } from '../config/config.ts';
import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';
import { askRunningServer } from './running-server.ts';

/** Longer than for a request: a copy of a table, or waiting for a lock, may take minutes. */
const STATEMENT_TIMEOUT_MS = 600_000;

/**
 * Does something with the storage, wherever it is: on a Postgres server, in the process that has the
 * embedded database open, or in the data directory, when no process has it open.
 *
 * @param request asks the process that has the database open
 * @param work is done with the storage where there is no such process
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
    littleMemory: config.littleMemory,
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

/** Refuses a directory that does not exist. Opening it would make an empty database. */
function refuseAbsent(dataDirectory: string): void {
  if (existsSync(join(dataDirectory, 'postgres.json'))) return;
  throw new CommandError({ code: 'no_database', dataDirectory });
}
