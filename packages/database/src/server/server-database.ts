import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Connections, Database, OpenOptions, Statement } from '../database.ts';
import { closedError, DatabaseUnavailable } from '../errors.ts';
import { PrismaClient } from '../generated/client.ts';
import { faultGuard, type Guard } from '../fault-guard.ts';
import { guardPrisma } from '../guard-prisma.ts';
import { type HistoryRow, migrationStatus } from '../migration/history.ts';
import { encodeParameter } from '../parameters.ts';
import { notConnected } from '../unavailable.ts';
import { serverAccess } from '../transfer/server-access.ts';
import type { TransferAccess } from '../transfer/snapshot.ts';
import { checkUrl, connectionError } from './connection-errors.ts';
import { LateCommits } from './late-commits.ts';
import { LiveConnections } from './live-connections.ts';
import { lostConnections } from './lost-connections.ts';
import { migrateServer } from './migrate-server.ts';
import { createPool, type PoolSettings, rowTypes } from './pool.ts';
import { isRefusal, isStalePlan, wasNeverSent, wasTurnedAway } from './verdict.ts';

/** Faults that other connections will have too: the server is a replica now, or does not answer. */
const LEADS_NOWHERE = new Set(['25006', 'query_timeout']);

/** @throws ConnectionError, MigrationError */
export async function openServer(url: string, options: OpenOptions): Promise<Database> {
  checkUrl(url);
  const preparedStatements = options.preparedStatements ?? true;
  const statementTimeoutMs = options.statementTimeoutMs ?? 5_000;
  const settings: PoolSettings = {
    url,
    size: options.poolSize ?? 10,
    connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
    preparedStatements,
    bounds: {
      statementTimeoutMs,
      // For connections that are dead without a sign, and for commits; so it is longer.
      answerTimeoutMs: statementTimeoutMs + 2_000,
      inTransaction: !preparedStatements,
      late: new LateCommits(options.onLateCommit),
    },
    onIdleError: lostConnections(options.onNotice),
  };
  const database = new ServerDatabase(settings, options.onUnavailable);
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
  readonly transfer: TransferAccess;
  readonly #pool: pg.Pool;
  readonly #live: LiveConnections;
  readonly #named: boolean;
  readonly #guard: Guard;
  readonly #late: LateCommits;
  /** Closing waits for these, because a pool that ends forgets callers that wait for a connection. */
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(settings: PoolSettings, onUnavailable: OpenOptions['onUnavailable']) {
    this.#pool = createPool(settings);
    this.#live = new LiveConnections(this.#pool);
    this.#named = settings.preparedStatements;
    this.#late = settings.bounds.late;
    this.#guard = faultGuard((error) => {
      if (LEADS_NOWHERE.has(error.fault)) this.#live.giveUp();
      onUnavailable?.(error);
    });
    const client = new PrismaClient({ adapter: new PrismaPg(this.#pool) });
    this.prisma = guardPrisma(client, (work) => this.#track(work));
    this.transfer = serverAccess(this.#pool);
  }

  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closing) return Promise.reject(closedError());
    return this.#track(() => this.#run<Row>(statement, values.map(encodeParameter)));
  }

  #track<Result>(work: () => Promise<Result>): Promise<Result> {
    const answer = this.#guard(work);
    const settled: Promise<void> = answer.then(
      () => void this.#running.delete(settled),
      () => void this.#running.delete(settled),
    );
    this.#running.add(settled);
    return answer;
  }

  /** Sends a statement. One that may have been applied is never sent again. */
  async #run<Row>(statement: Statement, values: (string | Uint8Array | null)[]): Promise<Row[]> {
    try {
      return await this.#attempt<Row>(statement, values);
    } catch (error) {
      if (isStalePlan(error)) this.#live.giveUp();
      else if (!wasNeverSent(error)) throw error;
      return this.#attempt<Row>(statement, values);
    }
  }

  async #attempt<Row>(
    statement: Statement,
    values: (string | Uint8Array | null)[],
  ): Promise<Row[]> {
    const client = await this.#connect();
    let broken: Error | undefined;
    try {
      const result = await client.query({
        ...(this.#named ? { name: statement.name } : {}),
        text: statement.text,
        values,
        types: rowTypes,
      });
      return result.rows as Row[];
    } catch (error) {
      // After a refused statement the connection is still good. `pool.query` would drop it, with its
      // prepared statements, at every unique violation.
      if (!isRefusal(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    const connect = () =>
      this.#pool.connect().catch((error: unknown) => {
        if (wasTurnedAway(error)) return this.#pool.connect();
        throw error;
      });
    try {
      let client = await connect();
      // The pool may still hand out a connection that was given up a moment ago.
      while (this.#live.isGivenUp(client)) {
        client.release(true);
        client = await connect();
      }
      return client;
    } catch (error) {
      throw notConnected(error);
    }
  }

  async ping(): Promise<void> {
    const [row] = await this.query<{ readOnly: string }>(
      { name: 'ping', text: `SELECT current_setting('transaction_read_only') AS "readOnly"` },
      [],
    );
    if (row?.readOnly !== 'on') return;
    this.#live.giveUp();
    throw new DatabaseUnavailable('25006', 'it is read-only.');
  }

  async pendingMigrations(): Promise<string[]> {
    const read = (text: string) => this.query<HistoryRow>({ name: 'migration_history', text }, []);
    return [...(await migrationStatus(read)).pending];
  }

  connections(): Connections {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { total, idle, waiting };
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all(this.#running);
      // Their callers have been answered, and nobody can say for how long they wait.
      this.#late.cut();
      await this.prisma.$disconnect();
      await this.#pool.end();
    })();
    return this.#closing;
  }
}
