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
 * Adapters for the schema engine. The stock ones cannot be trusted with a migration: PGlite's does
 * not await the script, so a failing one is recorded as applied; `pg`'s splits it at every `;` and
 * may run the pieces on different connections. Here a script is one message, which Postgres runs
 * as one transaction: it happens altogether or not at all.
 */
export function pgliteMigrationAdapter(database: PGlite): SqlMigrationAwareDriverAdapterFactory {
  return factory(async () => {
    const adapter = await new PrismaPGlite(database).connect();
    return withScript(adapter, (script) => database.exec(script + RECORD_AS_FINISHED));
  });
}

/**
 * @param pool must be of one connection and serve nothing else: the engine takes a lock of the
 * session's.
 * @param sessionLock `false` where a pooler hands each transaction another session, in which that
 * lock would stay behind. The caller then has a lock of its own.
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
 * Said in the transaction of the script itself. The engine says it again afterwards; a process
 * killed in between would leave a migration that is there and counts as failed. At this moment one
 * row is unfinished, the one the engine has just written.
 */
const RECORD_AS_FINISHED =
  '\n;\nUPDATE "_prisma_migrations" SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL';

function factory(connect: () => Promise<SqlDriverAdapter>): SqlMigrationAwareDriverAdapterFactory {
  return { provider: 'postgres', adapterName: 'gatehouse-migration', connect, connectToShadowDb };
}

/** Never a database of the server in use: what runs there must not be able to touch real data. */
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
      // Both adapters translate the driver's error into the engine's here; the type hides it.
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
