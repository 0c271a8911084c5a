import pg from 'pg';
import { rowParser } from '../row-types.ts';
import { BoundedClient, type Bounds, UtcClient } from './bounded-client.ts';

export interface PoolSettings {
  readonly url: string;
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

/** A pool that says at once when waiting for a connection is of no use. */
class BoundedPool extends pg.Pool {
  readonly #isStuck: () => boolean;

  constructor(config: pg.PoolConfig, isStuck: () => boolean) {
    super(config);
    this.#isStuck = isStuck;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | void {
    if (!this.#isStuck()) return connected ? super.connect(connected) : super.connect();
    const error = new Error(ALL_COMMIT);
    if (connected === undefined) return Promise.reject(error);
    process.nextTick(connected, error, undefined, () => {});
  }
}

/** A pool with limits for connections and for every wait. A connection that dies is only removed. */
export function createPool(settings: PoolSettings): pg.Pool {
  const { bounds, size } = settings;
  const config = {
    ...connectionOptions(settings),
    Client: BoundedClient as unknown as NonNullable<pg.PoolConfig['Client']>,
    bounds,
    max: size,
    idleTimeoutMillis: 60_000,
    // Poolers refuse it as a start-up parameter.
    ...(bounds.inTransaction ? {} : { statement_timeout: bounds.statementTimeoutMs }),
  };
  const pool = new BoundedPool(config, () => bounds.late.count >= size);
  return survivable(pool, settings.onIdleError);
}

/** A few connections without a limit on statements, for migrating. */
export function createMigrationPool(settings: PoolSettings): pg.Pool {
  return survivable(
    new pg.Pool({
      ...connectionOptions(settings),
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
    connectionString: settings.url,
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
