import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Database, OnStatement, OpenOptions, Statement } from '../database.ts';
import { closedError, DatabaseUnavailable } from '../errors.ts';
import { PrismaClient } from '../generated/client.ts';
import { faultGuard, type Guard } from '../fault-guard.ts';
import { guardPrisma } from '../guard-prisma.ts';
import { pgliteMigrationAdapter } from '../migration/adapter.ts';
import { applyMigrations } from '../migration/apply.ts';
import { type HistoryRow, migrationStatus } from '../migration/history.ts';
import { encodeParameter } from '../parameters.ts';
import { rowParsers } from '../row-types.ts';
import { embeddedAccess } from '../transfer/embedded-access.ts';
import type { TransferAccess } from '../transfer/snapshot.ts';
import { WRITE_CHECK } from '../write-check.ts';
import { type OpenedCluster, openDirectory } from './directory.ts';

/** @throws DirectoryError, MigrationError */
export async function openEmbedded(options: OpenOptions): Promise<Database> {
  const { dataDirectory } = options;
  const cluster =
    dataDirectory === undefined
      ? inMemory(await PGlite.create())
      : await openDirectory(dataDirectory, options);
  return openCluster(cluster, options);
}

/** For a database that is gone on closing. */
export function inMemory(pglite: PGlite): OpenedCluster {
  return { pglite, close: () => pglite.close() };
}

/** @throws MigrationError */
export async function openCluster(cluster: OpenedCluster, options: OpenOptions): Promise<Database> {
  const database = new EmbeddedDatabase(cluster, options);
  try {
    if (options.migrate ?? true) await database.migrate(options.onNotice);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class EmbeddedDatabase implements Database {
  readonly kind = 'embedded';
  readonly prisma: PrismaClient;
  readonly transfer: TransferAccess;
  readonly #cluster: OpenedCluster;
  readonly #waitMs: number;
  readonly #guard: Guard;
  readonly #onStatement: OnStatement | undefined;
  #closing: Promise<void> | undefined;

  constructor(cluster: OpenedCluster, options: OpenOptions) {
    this.#cluster = cluster;
    this.#waitMs = (options.connectTimeoutMs ?? 3_000) + (options.statementTimeoutMs ?? 5_000);
    this.#guard = faultGuard((error) => options.onUnavailable?.(error));
    this.#onStatement = options.onStatement;
    const client = new PrismaClient({ adapter: new PrismaPGlite(cluster.pglite) });
    this.prisma = guardPrisma(client, (name, work) => this.#bounded(name, work));
    this.transfer = embeddedAccess(cluster.pglite);
  }

  async query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closing) throw closedError();
    const { rows } = await this.#bounded(statement.name, () =>
      this.#cluster.pglite
        .query<Row>(statement.text, values.map(encodeParameter), { parsers: rowParsers })
        .catch(withoutParameters),
    );
    return rows;
  }

  #bounded<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const ended = this.#onStatement?.(name);
    const answer = this.#guard(() => withDeadline(work(), this.#waitMs));
    // Before the caller's own, so that whoever listens has been told when it goes on.
    if (ended !== undefined) answer.then(() => ended(), ended);
    return answer;
  }

  async ping(): Promise<void> {
    await this.query({ name: 'ping', text: 'SELECT 1' }, []);
  }

  async checkWrites(): Promise<void> {
    await this.query(WRITE_CHECK, []);
  }

  async pendingMigrations(): Promise<string[]> {
    return [...(await migrationStatus(this.#readHistory)).pending];
  }

  /** Needs no lock, because only one process can have this database open. */
  async migrate(onNotice: OpenOptions['onNotice']): Promise<void> {
    const adapter = pgliteMigrationAdapter(this.#cluster.pglite);
    const applied = await applyMigrations(this.#readHistory, adapter);
    if (applied.length > 0) onNotice?.(`Migrated the database: ${applied.join(', ')}.`);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.prisma.$disconnect();
      await this.#cluster.close();
    })();
    return this.#closing;
  }

  readonly #readHistory = (text: string): Promise<HistoryRow[]> =>
    this.query<HistoryRow>({ name: 'migration_history', text }, []);
}

/**
 * There is one connection, so a statement waits for the transaction before it, and neither can be
 * interrupted. A caller that waits too long gets the error of a server that does not answer.
 */
async function withDeadline<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseUnavailable('query_timeout', 'it did not answer in time.')),
      ms,
    );
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Removes the parameters that PGlite adds to its errors, so that they do not get into a log. */
function withoutParameters(error: unknown): never {
  delete (error as { params?: unknown }).params;
  throw error;
}
