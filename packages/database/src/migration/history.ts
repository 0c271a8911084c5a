import { MigrationError } from '../errors.ts';
import { type EmbeddedMigration, migrations as embedded } from '../generated/migrations.ts';

/** A row of `_prisma_migrations`. */
export interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
  rolled_back: boolean;
}

const HISTORY_SQL = `SELECT migration_name::text, checksum::text, finished_at IS NOT NULL AS finished,
    rolled_back_at IS NOT NULL AS rolled_back
  FROM _prisma_migrations`;

/** Runs SQL without parameters and gives the rows back as {@link HistoryRow}. */
export type ReadHistory = (sql: string) => Promise<HistoryRow[]>;

export interface MigrationStatus {
  /** Not applied yet, oldest first. */
  readonly pending: readonly string[];
  /** Begun and never finished: the migration failed, or its process died. */
  readonly unfinished: readonly string[];
}

/**
 * Which migrations a database has, by one query and without the engine, so that opening an up-to-date
 * database costs nearly nothing. Migrations that this build does not know are allowed: a replica of the
 * older version runs on while the new version is rolled out.
 *
 * @throws MigrationError `migration_edited`
 */
export async function migrationStatus(
  read: ReadHistory,
  migrations: readonly EmbeddedMigration[] = embedded,
): Promise<MigrationStatus> {
  const rows = (await readHistory(read)).filter((row) => !row.rolled_back);
  const applied = new Map(
    rows.filter((row) => row.finished).map((row) => [row.migration_name, row.checksum]),
  );
  for (const { name, checksum } of migrations) {
    const recorded = applied.get(name);
    if (recorded !== undefined && recorded !== checksum) {
      throw new MigrationError(
        'migration_edited',
        `The migration ${name} was changed after it had been applied to this database.`,
        'Put its migration.sql back as it was and write the change as a new migration. A database for development may be deleted instead.',
      );
    }
  }
  return {
    pending: migrations.map(({ name }) => name).filter((name) => !applied.has(name)),
    unfinished: rows.filter((row) => !row.finished).map((row) => row.migration_name),
  };
}

async function readHistory(read: ReadHistory): Promise<HistoryRow[]> {
  try {
    return await read(HISTORY_SQL);
  } catch (error) {
    const undefinedTable = '42P01';
    if ((error as { code?: unknown }).code === undefinedTable) return [];
    throw error;
  }
}
