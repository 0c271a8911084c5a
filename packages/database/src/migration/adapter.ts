import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
} from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/**
 * Adapters for the schema engine. Prisma's own are not safe for migrations: the one for PGlite does not
 * await the script, so a failing one is recorded as applied; the one for `pg` splits the script at every
 * `;` and may run the parts on different connections. Here a script is sent as one message, which
 * Postgres runs as one transaction: all of it is applied, or nothing.
 */
export function pgliteMigrationAdapter(database: PGlite): SqlMigrationAwareDriverAdapterFactory {
  return factory(async () => {
    const adapter = await new PrismaPGlite(database).connect();
    return withScript(adapter, (script) => database.exec(script + RECORD_AS_FINISHED));
  });
}

/**
 * @param pool has one connection and is used for nothing else, because the engine's lock belongs to the
 * session
 * @param sessionLock `false` where a pooler gives each transaction another session, because the lock would
 * stay in it. The caller then needs a lock of its own.
 */
export function pgMigrationAdapter(
  pool: Pool,
  sessionLock = true,
): SqlMigrationAwareDriverAdapterFactory {
  return factory(async () => {
    const adapter = await new PrismaPg(pool).connect();
    if (!sessionLock) skipSessionLock(adapter);
    return withScript(adapter, (script) => pool.query(script + RECORD_AS_FINISHED));
  });
}

/**
 * Marks a migration as finished in the transaction of its script. The engine does it too, but later: if
 * the process is killed in between, an applied migration would count as failed. At this moment one row
 * is unfinished, which the engine has just written.
 */
const RECORD_AS_FINISHED =
  '\n;\nUPDATE "_prisma_migrations" SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL';

function factory(connect: () => Promise<SqlDriverAdapter>): SqlMigrationAwareDriverAdapterFactory {
  return { provider: 'postgres', adapterName: 'gatehouse-migration', connect, connectToShadowDb };
}

/** An empty database in memory, so that what runs there cannot change real data. */
async function connectToShadowDb(): Promise<SqlDriverAdapter> {
  const shadow = await PGlite.create();
  const adapter = await new PrismaPGlite(shadow).connect();
  adapter.dispose = () => shadow.close();
  return withScript(adapter, (script) => shadow.exec(script));
}

function withScript(
  adapter: SqlDriverAdapter,
  execute: (script: string) => Promise<unknown>,
): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    try {
      await execute(script);
    } catch (error) {
      // Both adapters have this method, which turns a driver's error into one of the engine; it is
      // missing in their type.
      (adapter as unknown as { onError(error: unknown): never }).onError(error);
    }
  };
  return adapter;
}

function skipSessionLock(adapter: SqlDriverAdapter): void {
  const queryRaw = adapter.queryRaw.bind(adapter);
  const executeRaw = adapter.executeRaw.bind(adapter);
  const without = (query: SqlQuery): SqlQuery =>
    query.sql.includes('pg_advisory_lock(') ? { ...query, sql: 'SELECT 1' } : query;
  adapter.queryRaw = (query) => queryRaw(without(query));
  adapter.executeRaw = (query) => executeRaw(without(query));
}
