import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { MigrationError } from '../errors.ts';
import { type EmbeddedMigration, migrations as embedded } from '../generated/migrations.ts';
import { everything, migrationList, startEngine } from './engine.ts';
import { migrationStatus, type ReadHistory } from './history.ts';

/**
 * Applies pending migrations. The caller makes sure that no other process does so at the same time. A
 * migration that was begun and not finished is tried again: its script runs as one transaction, so
 * nothing of it was applied (scripts/migrations.test.ts checks that scripts allow this).
 *
 * @returns the names of the migrations applied
 * @throws MigrationError `migration_failed`: recorded as failed in `_prisma_migrations`
 */
export async function applyMigrations(
  read: ReadHistory,
  factory: SqlMigrationAwareDriverAdapterFactory,
  migrations: readonly EmbeddedMigration[] = embedded,
): Promise<string[]> {
  const { pending, unfinished } = await migrationStatus(read, migrations);
  if (pending.length === 0) return [];
  const { engine, explain } = await startEngine(factory);
  try {
    for (const migrationName of new Set(unfinished)) {
      await engine.markMigrationRolledBack({ migrationName });
    }
    const result = await engine.applyMigrations({
      migrationsList: migrationList(migrations),
      filters: everything,
    });
    return result.appliedMigrationNames;
  } catch (error) {
    throw new MigrationError(
      'migration_failed',
      explain(error),
      'Nothing of the failed migration remains. Put right what the message names and start again: it is tried again.',
      { cause: error },
    );
  } finally {
    engine.free();
  }
}
