import pg from 'pg';
import { rowParser } from '../row-types.ts';
import { BoundedClient, type Bounds } from './bounded-client.ts';
import type { Servers } from './servers.ts';
import { UtcClient } from './utc-client.ts';

export interface PoolSettings {
  readonly servers: Servers;
  readonly size: number;
  readonly connectTimeoutMs: number;
  readonly preparedStatements: boolean;
  readonly bounds: Bounds;
  /** Is called when an idle connection died. The pool has removed it already. */
  readonly onIdleError: (error: Error) => void;
}

/** Every connection waits for a commit that takes too long, so there is none to wait for. */
const ALL_COMMIT = 'Every connection of the pool waits for a commit';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/** A pool that says at once when waiting for a connection is of no use, and tries every server. */
class BoundedPool extends pg.Pool {
  readonly #settings: PoolSettings;

  constructor(config: pg.PoolConfig, settings: PoolSettings) {
    super(config);
    this.#settings = settings;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | void {
    const { bounds, size, servers } = this.#settings;
    const isStuck = bounds.late.count >= size;
    if (!isStuck && servers.count === 1) {
      return connected ? super.connect(connected) : super.connect();
    }
    const connecting = isStuck ? Promise.reject(new Error(ALL_COMMIT)) : this.#connectToAny();
    if (connected === undefined) return connecting;
    connecting.then(
      (client) =>
        connected(undefined, client, (error) => client.release(error as Error | undefined)),
      (error: unknown) => connected(error as Error, undefined, () => {}),
    );
  }

  /** A client that cannot use its server has already left it for the next. */
  async #connectToAny(): Promise<pg.PoolClient> {
    for (let left = this.#settings.servers.count - 1; ; left -= 1) {
      try {
        return await super.connect();
      } catch (error) {
        if (left === 0 || !isOfItsServer(error)) throw error;
      }
    }
  }
}

/** Whether an attempt to connect failed because of the server, where another may do better. */
function isOfItsServer(error: unknown): boolean {
  return !(error as Error).message.startsWith('timeout exceeded when trying to connect');
}

/** A pool with limits for connections and for every wait. A connection that dies is only removed. */
export function createPool(settings: PoolSettings): pg.Pool {
  const { bounds, size, servers } = settings;
  const config = {
    ...connectionOptions(settings),
    Client: BoundedClient as unknown as NonNullable<pg.PoolConfig['Client']>,
    bounds,
    servers,
    max: size,
    idleTimeoutMillis: 60_000,
    // Poolers refuse it as a start-up parameter.
    ...(bounds.inTransaction ? {} : { statement_timeout: bounds.statementTimeoutMs }),
  };
  const pool = new BoundedPool(config, settings);
  return survivable(pool, settings.onIdleError);
}

/** A few connections without a limit on statements, for migrating. */
export function createMigrationPool(settings: PoolSettings): pg.Pool {
  return survivable(
    new pg.Pool({
      ...connectionOptions(settings),
      connectionString: settings.servers.current,
      Client: UtcClient,
      max: 1,
      idleTimeoutMillis: 0,
    }),
    () => {},
  );
}

/** Given with each query and not to the pool, because Prisma's adapter has its own types. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number) => rowParser(oid)) as pg.CustomTypesConfig['getTypeParser'],
};

function connectionOptions(settings: PoolSettings): pg.PoolConfig {
  return {
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
