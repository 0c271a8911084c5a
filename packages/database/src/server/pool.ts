import pg from 'pg';
import { rowParser } from '../row-types.ts';

export interface PoolSettings {
  readonly url: string;
  readonly size: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly preparedStatements: boolean;
  /** Is called when an idle connection died. The pool has removed it already. */
  readonly onIdleError: (error: Error) => void;
}

/**
 * Asks for UTC and ISO dates when a connection is made. Prisma's adapter assumes that the session is in
 * UTC, whatever the server's setting. It is a start-up parameter and not a `SET`, because poolers apply
 * start-up parameters to each of their connections.
 */
class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    // `super.` does not compile, because this method is missing in the types.
    const inherited = pg.Client.prototype as unknown as UtcClient;
    return { ...inherited.getStartupConf.call(this), TimeZone: 'UTC', DateStyle: 'ISO' };
  }
}

/** A pool with limits for connections and for every wait. A connection that dies is only removed. */
export function createPool(settings: PoolSettings): pg.Pool {
  return survivable(
    new pg.Pool({
      ...connectionOptions(settings),
      max: settings.size,
      idleTimeoutMillis: 60_000,
      // The limit that the server keeps. Poolers refuse it as a start-up parameter.
      ...(settings.preparedStatements ? { statement_timeout: settings.statementTimeoutMs } : {}),
      // For connections that are dead without a sign; so it is longer than the server's limit.
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

/** Given with each query and not to the pool, because Prisma's adapter has its own types. */
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
  // While a connection is in use the pool does not listen to its errors; its statement rejects.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
