import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
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
    return withScript(adapter, (script) => database.exec(script));
  });
}

/** `pool` must be of one connection and serve nothing else: the engine's lock is the session's. */
export function pgMigrationAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  return factory(async () => {
    const adapter = await new PrismaPg(pool).connect();
    return withScript(adapter, (script) => pool.query(script));
  });
}

function factory(connect: () => Promise<SqlDriverAdapter>): SqlMigrationAwareDriverAdapterFactory {
  return { provider: 'postgres', adapterName: 'gatehouse-migration', connect, connectToShadowDb };
}

/** Never a database of the server in use: what runs there must not be able to touch real data. */
async function connectToShadowDb(): Promise<SqlDriverAdapter> {
  const shadow = await PGlite.create();
  const adapter = await new PrismaPGlite(shadow).connect();
  withScript(adapter, (script) => shadow.exec(script));
  adapter.dispose = () => shadow.close();
  return adapter;
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
