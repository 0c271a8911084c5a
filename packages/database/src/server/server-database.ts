import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Connections, Database, OnStatement, OpenOptions, Statement } from '../database.ts';
import { closedError, DatabaseUnavailable } from '../errors.ts';
import { PrismaClient } from '../generated/client.ts';
import { faultGuard, type Guard } from '../fault-guard.ts';
import { guardPrisma } from '../guard-prisma.ts';
import { type HistoryRow, migrationStatus } from '../migration/history.ts';
import { encodeParameter } from '../parameters.ts';
import { notConnected } from '../unavailable.ts';
import { serverAccess } from '../transfer/server-access.ts';
import type { TransferAccess } from '../transfer/snapshot.ts';
import { WRITE_CHECK } from '../write-check.ts';
import { type BoundedClient, COMMIT_UNCONFIRMED } from './bounded-client.ts';
import { LiveConnections } from './live-connections.ts';
import { createPool, type PoolSettings, rowTypes } from './pool.ts';
import { SET_PREPARED_STATEMENTS_OFF } from './pooler.ts';
import { isPlanOfAnother, isRefusal, isStalePlan, wasNeverSent, wasTurnedAway } from './verdict.ts';
import { Watch } from './watch.ts';

/** Faults that other connections will have too: the server is a replica now, or does not answer. */
const LEADS_NOWHERE = new Set(['25006', 'query_timeout']);

/** When the server was started, which no two servers share. A pooler passes it on from the one behind it. */
const STARTED = 'pg_postmaster_start_time()::text AS started';

/** {@link WRITE_CHECK}, which says as well where it was written. */
const WRITE_CHECK_THERE = {
  name: 'write_check_there',
  text: `${WRITE_CHECK.text} RETURNING ${STARTED}`,
};

/** How often a statement that was not run is sent again: for a new connection, and without its name. */
const REPEATS = 2;

export class ServerDatabase implements Database {
  readonly kind = 'server';
  readonly prisma: PrismaClient;
  readonly transfer: TransferAccess;
  readonly #settings: PoolSettings;
  readonly #pool: pg.Pool;
  readonly #live: LiveConnections;
  readonly #guard: Guard;
  readonly #watch: Watch;
  readonly #onNotice: OpenOptions['onNotice'];
  readonly #onStatement: OnStatement | undefined;
  #named: boolean;
  /** when the server that answered last was started */
  #started: string | undefined;
  /** Closing waits for these, because a pool that ends forgets callers that wait for a connection. */
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(
    settings: PoolSettings,
    {
      onUnavailable,
      onNotice,
      onStatement,
    }: Pick<OpenOptions, 'onUnavailable' | 'onNotice' | 'onStatement'>,
  ) {
    this.#settings = settings;
    this.#pool = createPool(settings);
    this.#live = new LiveConnections(this.#pool);
    this.#named = settings.preparedStatements;
    this.#onNotice = onNotice;
    this.#onStatement = onStatement;
    this.#watch = new Watch(settings.bounds.late, () => this.#reach());
    this.#guard = faultGuard((error) => {
      if (LEADS_NOWHERE.has(error.fault)) this.#live.giveUp();
      onUnavailable?.(error);
    });
    const client = new PrismaClient({ adapter: new PrismaPg(this.#pool) });
    this.prisma = guardPrisma(client, (name, work) => this.#track(name, work));
    this.transfer = serverAccess(this.#pool);
  }

  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closing) return Promise.reject(closedError());
    return this.#track(statement.name, () =>
      this.#run<Row>(statement, values.map(encodeParameter), REPEATS),
    );
  }

  #track<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const ended = this.#onStatement?.(name);
    const answer = this.#guard(work);
    // Before the caller's own, so that whoever listens has been told when it goes on.
    const settled: Promise<void> = answer.then(
      () => {
        this.#running.delete(settled);
        ended?.();
      },
      (error: unknown) => {
        this.#running.delete(settled);
        ended?.(error);
      },
    );
    this.#running.add(settled);
    return answer;
  }

  /** Sends a statement. One that may have been applied is never sent again. */
  async #run<Row>(
    statement: Statement,
    values: (string | Uint8Array | null)[],
    repeats: number,
  ): Promise<Row[]> {
    try {
      return await this.#attempt<Row>(statement, values);
    } catch (error) {
      if (repeats === 0) throw error;
      if (isPlanOfAnother(error)) this.#nameNoMore();
      else if (isStalePlan(error)) this.#live.giveUp();
      else if (!wasNeverSent(error)) throw error;
      return this.#run<Row>(statement, values, repeats - 1);
    }
  }

  /** Goes on as with `PREPARED_STATEMENTS=off`. */
  #nameNoMore(): void {
    if (!this.#named) return;
    this.#named = false;
    this.#settings.bounds.inTransaction = true;
    this.#onNotice?.(SET_PREPARED_STATEMENTS_OFF);
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
    const [row] = await this.query<{ readOnly: string; started: string }>(
      {
        name: 'ping_there',
        text: `SELECT current_setting('transaction_read_only') AS "readOnly", ${STARTED}`,
      },
      [],
    );
    this.#meet(row?.started);
    if (row?.readOnly !== 'on') return;
    this.#live.giveUp();
    throw new DatabaseUnavailable('25006', 'it is read-only.');
  }

  async checkWrites(): Promise<void> {
    if (this.#settings.bounds.late.count > 0) {
      // Like any other caller whose commit takes too long.
      return this.#guard(() => Promise.reject(new Error(COMMIT_UNCONFIRMED)));
    }
    const [row] = await this.query<{ started: string }>(WRITE_CHECK_THERE, []);
    this.#meet(row?.started);
  }

  /**
   * Notes which server answers. One address may lead to another since a failover, and the one before may be
   * gone without a word: no commit that waits there will be heard of.
   */
  #meet(started: string | undefined): void {
    if (started === undefined) return;
    if (this.#started !== undefined && started !== this.#started) this.#settings.bounds.late.cut();
    this.#started = started;
  }

  /** Connects anew. @returns the server that answered */
  async #reach(): Promise<string | undefined> {
    const pool = createPool({ ...this.#settings, size: Number.MAX_SAFE_INTEGER });
    try {
      const client = await pool.connect();
      // Behind a pooler whose connections all wait, nobody says.
      const started = await client.query<{ started: string }>(`SELECT ${STARTED}`).then(
        ({ rows }) => rows[0]?.started,
        () => undefined,
      );
      client.release(started === undefined);
      this.#meet(started);
      return (client as unknown as BoundedClient).serverUrl;
    } catch (error) {
      // It has no connection left, and says so.
      const isThere = (error as { code?: unknown }).code === '53300';
      return isThere ? this.#settings.servers.current : undefined;
    } finally {
      await pool.end();
    }
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
      this.#watch.stop();
      await Promise.all(this.#running);
      // Their callers have been answered, and nobody can say for how long they wait.
      this.#settings.bounds.late.cut();
      await this.prisma.$disconnect();
      await this.#pool.end();
    })();
    return this.#closing;
  }
}
