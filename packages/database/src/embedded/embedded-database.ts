import { PGlite } from '@electric-sql/pglite';
import type { Database, OpenOptions, Statement } from '../database.ts';
import { closedError } from '../errors.ts';
import { PrismaClient } from '../generated/client.ts';
import { pgliteMigrationAdapter } from '../migration/adapter.ts';
import { applyMigrations } from '../migration/apply.ts';
import { type HistoryRow, migrationStatus } from '../migration/history.ts';
import { encodeParameter } from '../parameters.ts';
import { rowParsers } from '../row-types.ts';
import { openDirectory } from './directory.ts';

interface Opened {
  readonly pglite: PGlite;
  release(): Promise<void>;
}

/** @throws DirectoryError, MigrationError */
export async function openEmbedded(options: OpenOptions): Promise<Database> {
  const { dataDirectory, onNotice } = options;
  const opened: Opened =
    dataDirectory === undefined
      ? { pglite: await PGlite.create(), release: async () => {} }
      : await openDirectory(dataDirectory, onNotice);
  const database = new EmbeddedDatabase(opened);
  try {
    if (options.migrate ?? true) await database.migrate(onNotice);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class EmbeddedDatabase implements Database {
  readonly kind = 'embedded';
  readonly prisma: PrismaClient;
  readonly #opened: Opened;
  #closing: Promise<void> | undefined;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.prisma = new PrismaClient({ adapter: pgliteMigrationAdapter(opened.pglite) });
  }

  async query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closing) throw closedError();
    const { rows } = await this.#opened.pglite.query<Row>(
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
    const adapter = pgliteMigrationAdapter(this.#opened.pglite);
    const applied = await applyMigrations(this.#readHistory, adapter);
    if (applied.length > 0) onNotice?.(`Migrated the database: ${applied.join(', ')}.`);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.prisma.$disconnect();
      // Waits for the statements and transactions in hand.
      await this.#opened.pglite.close();
      await this.#opened.release();
    })();
    return this.#closing;
  }

  readonly #readHistory = (text: string): Promise<HistoryRow[]> =>
    this.query<HistoryRow>({ name: 'migration_history', text }, []);
}
