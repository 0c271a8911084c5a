import type { Database, OpenOptions } from '../database.ts';
import { pgMigrationAdapter } from '../migration/adapter.ts';
import { applyMigrations } from '../migration/apply.ts';
import type { HistoryRow } from '../migration/history.ts';
import { createMigrationPool, type PoolSettings, rowTypes } from './pool.ts';

/** The number of an advisory lock that nothing else in the database uses. */
const MIGRATION_LOCK = 7_280_427_310;

/**
 * Brings the schema up to date. Of replicas that start together, one applies the migrations and the
 * others wait for it. The lock belongs to a transaction and not to a session, so it also works behind
 * transaction poolers, and it ends with the connection, even if the process is killed.
 */
export async function migrateServer(
  database: Pick<Database, 'pendingMigrations'>,
  settings: PoolSettings,
  onNotice: OpenOptions['onNotice'],
): Promise<void> {
  if ((await database.pendingMigrations()).length === 0) return;
  const guards = createMigrationPool(settings);
  try {
    const guard = await guards.connect();
    await guard.query('BEGIN');
    await guard.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await guard.query('SET LOCAL statement_timeout = 0');
    await guard.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    try {
      const applied = await applyOnOneConnection(settings);
      if (applied.length > 0) onNotice?.(`Migrated the database: ${applied.join(', ')}.`);
    } finally {
      await guard.query('ROLLBACK').catch(() => {});
      guard.release();
    }
  } finally {
    await guards.end();
  }
}

async function applyOnOneConnection(settings: PoolSettings): Promise<string[]> {
  const connection = createMigrationPool(settings);
  const read = async (text: string): Promise<HistoryRow[]> =>
    (await connection.query<HistoryRow>({ text, types: rowTypes })).rows;
  // They are switched off where there is a transaction pooler in front of the server.
  try {
    return await applyMigrations(read, pgMigrationAdapter(connection, settings.preparedStatements));
  } finally {
    // The end of the connection releases the engine's own lock.
    await connection.end();
  }
}
