import pg from 'pg';
import { rowParser } from '../row-types.ts';

export interface PoolSettings {
  readonly url: string;
  readonly size: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly preparedStatements: boolean;
  /** A connection that nobody was using died. The pool has dropped it already. */
  readonly onIdleError: (error: Error) => void;
}

/**
 * Asks for UTC and ISO dates when the connection is made. Prisma's adapter writes and reads
 * timestamps as if the session were in UTC, whatever the server's setting; and as a start-up
 * parameter, unlike as a `SET`, poolers carry it from connection to connection.
 */
class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    // `super.` does not compile: the types leave this method out.
    const inherited = pg.Client.prototype as unknown as UtcClient;
    return { ...inherited.getStartupConf.call(this), TimeZone: 'UTC', DateStyle: 'ISO' };
  }
}

/** Bounded in connections and in every wait. A connection that dies is dropped, never a crash. */
export function createPool(settings: PoolSettings): pg.Pool {
  return survivable(
    new pg.Pool({
      ...connectionOptions(settings),
      max: settings.size,
      idleTimeoutMillis: 60_000,
      // The server's own limit; poolers refuse it as a start-up parameter.
      ...(settings.preparedStatements ? { statement_timeout: settings.statementTimeoutMs } : {}),
      // For connections that are dead without our knowing, so later than the server's.
      query_timeout: settings.statementTimeoutMs + 2_000,
    }),
    settings.onIdleError,
  );
}

/** A few connections without a limit on statements, for migrating. */
export function createMigrationPool(settings: PoolSettings): pg.Pool {
  return survivable(
    new pg.Pool({ ...connectionOptions(settings), max: 1, idleTimeoutMillis: 0 }),
    () => {},
  );
}

/** Types per query, not per pool: Prisma's adapter has its own. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number) => rowParser(oid)) as pg.CustomTypesConfig['getTypeParser'],
};

function connectionOptions(settings: PoolSettings): pg.PoolConfig {
  return {
    connectionString: settings.url,
    Client: UtcClient,
    application_name: 'gatehouse',
    connectionTimeoutMillis: settings.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

function survivable(pool: pg.Pool, onIdleError: PoolSettings['onIdleError']): pg.Pool {
  pool.on('error', onIdleError);
  // The pool does not listen to a connection while it is checked out; what runs on it rejects.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
