import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Database, OpenOptions, Statement } from '../database.ts';
import { closedError } from '../errors.ts';
import { PrismaClient } from '../generated/client.ts';
import { pgliteMigrationAdapter } from '../migration/adapter.ts';
import { applyMigrations } from '../migration/apply.ts';
import { type HistoryRow, migrationStatus } from '../migration/history.ts';
import { encodeParameter } from '../parameters.ts';
import { rowParsers } from '../row-types.ts';
import { type OpenedCluster, openDirectory } from './directory.ts';

/** @throws DirectoryError, MigrationError */
export async function openEmbedded(options: OpenOptions): Promise<Database> {
  const { dataDirectory, onNotice } = options;
  const cluster =
    dataDirectory === undefined
      ? inMemory(await PGlite.create())
      : await openDirectory(dataDirectory, onNotice);
  return openCluster(cluster, options);
}

/** For a database that is gone on closing. */
export function inMemory(pglite: PGlite): OpenedCluster {
  return { pglite, release: async () => {} };
}

/** @throws MigrationError */
export async function openCluster(cluster: OpenedCluster, options: OpenOptions): Promise<Database> {
  const database = new EmbeddedDatabase(cluster);
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
  readonly #cluster: OpenedCluster;
  #closing: Promise<void> | undefined;

  constructor(cluster: OpenedCluster) {
    this.#cluster = cluster;
    this.prisma = new PrismaClient({ adapter: new PrismaPGlite(cluster.pglite) });
  }

  async query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closing) throw closedError();
    const { rows } = await this.#cluster.pglite.query<Row>(
      statement.text,
      values.map(encodeParameter),
      { parsers: rowParsers },
    );
    return rows;
  }

  async ping(): Promise<void> {
    await this.query({ name: 'ping', text: 'SELECT 1' }, []);
  }

  async pendingMigrations(): Promise<string[]> {
    return [...(await migrationStatus(this.#readHistory)).pending];
  }

  /** No lock: nobody else can have this database open. */
  async migrate(onNotice: OpenOptions['onNotice']): Promise<void> {
    const adapter = pgliteMigrationAdapter(this.#cluster.pglite);
    const applied = await applyMigrations(this.#readHistory, adapter);
    if (applied.length > 0) onNotice?.(`Migrated the database: ${applied.join(', ')}.`);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.prisma.$disconnect();
      // Waits for the statements and transactions in hand.
      await this.#cluster.pglite.close();
      await this.#cluster.release();
    })();
    return this.#closing;
  }

  readonly #readHistory = (text: string): Promise<HistoryRow[]> =>
    this.query<HistoryRow>({ name: 'migration_history', text }, []);
}
