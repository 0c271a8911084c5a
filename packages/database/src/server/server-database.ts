import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Database, OpenOptions, Statement } from '../database.ts';
import { closedError } from '../errors.ts';
import { PrismaClient } from '../generated/client.ts';
import { type HistoryRow, migrationStatus } from '../migration/history.ts';
import { encodeParameter } from '../parameters.ts';
import { checkUrl, connectionError } from './connection-errors.ts';
import { migrateServer } from './migrate-server.ts';
import { createPool, type PoolSettings, rowTypes } from './pool.ts';

/** @throws ConnectionError, MigrationError */
export async function openServer(url: string, options: OpenOptions): Promise<Database> {
  checkUrl(url);
  const settings: PoolSettings = {
    url,
    size: options.poolSize ?? 10,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
    preparedStatements: options.preparedStatements ?? true,
    onIdleError: (error) => options.onNotice?.(`A database connection was lost: ${error.message}`),
  };
  const database = new ServerDatabase(settings);
  try {
    await database.ping().catch((error: unknown) => {
      throw connectionError(error, url);
    });
    if (options.migrate ?? true) await migrateServer(database, settings, options.onNotice);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class ServerDatabase implements Database {
  readonly kind = 'server';
  readonly prisma: PrismaClient;
  readonly #pool: pg.Pool;
  readonly #named: boolean;
  /** A pool that ends forgets who is waiting for a connection, so closing waits for these. */
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(settings: PoolSettings) {
    this.#pool = createPool(settings);
    this.#named = settings.preparedStatements;
    this.prisma = new PrismaClient({ adapter: new PrismaPg(this.#pool) });
  }

  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closing) return Promise.reject(closedError());
    const answer = this.#run<Row>(statement, values);
    const settled: Promise<void> = answer.then(
      () => void this.#running.delete(settled),
      () => void this.#running.delete(settled),
    );
    this.#running.add(settled);
    return answer;
  }

  async #run<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      const result = await client.query({
        ...(this.#named ? { name: statement.name } : {}),
        text: statement.text,
        values: values.map(encodeParameter),
        types: rowTypes,
      });
      return result.rows as Row[];
    } catch (error) {
      // A refused statement says nothing against the connection. `pool.query` would drop it, and
      // its prepared statements, at every unique violation.
      if (!isRefusal(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async ping(): Promise<void> {
    await this.query({ name: 'ping', text: 'SELECT 1' }, []);
  }

  async pendingMigrations(): Promise<string[]> {
    const read = (text: string) => this.query<HistoryRow>({ name: 'migration_history', text }, []);
    return [...(await migrationStatus(read)).pending];
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all(this.#running);
      await this.prisma.$disconnect();
      await this.#pool.end();
    })();
    return this.#closing;
  }
}

/** Whether the server said no and goes on: not that it shuts down (57P), lost something (08), broke (XX). */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(57P|08|XX)/.test(error.code ?? '');
}
