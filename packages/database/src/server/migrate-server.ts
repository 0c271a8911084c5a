import type { Database, OpenOptions } from '../database.ts';
import { pgMigrationAdapter } from '../migration/adapter.ts';
import { applyMigrations } from '../migration/apply.ts';
import type { HistoryRow } from '../migration/history.ts';
import { createMigrationPool, type PoolSettings, rowTypes } from './pool.ts';

/** Any number that nothing else in the database takes an advisory lock on. */
const MIGRATION_LOCK = 7_280_427_310;

/**
 * Brings the schema up to date; of replicas that start together one applies and the others wait
 * for it. The lock is a transaction's and not a session's, so that it holds behind transaction
 * poolers and ends with the connection, whatever becomes of the process.
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
  // Prepared statements are off where a transaction pooler stands between.
  try {
    return await applyMigrations(read, pgMigrationAdapter(connection, settings.preparedStatements));
  } finally {
    // Ending the connection is what releases the engine's own lock.
    await connection.end();
  }
}
