import { PGlite } from '@electric-sql/pglite';
import { pgliteMigrationAdapter } from '../src/migration/adapter.ts';
import { everything, migrationList, startEngine } from '../src/migration/engine.ts';
import { readMigrations, readSchema, schemaFile } from './migration-files.ts';

/** The SQL that leads from the migrations to the schema; `undefined` where they agree. */
export async function schemaChanges(): Promise<string | undefined> {
  const database = await PGlite.create();
  try {
    const { engine } = await startEngine(pgliteMigrationAdapter(database));
    const difference = await engine.diff({
      from: { tag: 'migrations', ...migrationList(readMigrations()) },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaFile, content: readSchema() }] },
      script: true,
      exitCode: true,
      filters: everything,
    });
    return difference.exitCode === 0 ? undefined : (difference.stdout ?? '');
  } finally {
    await database.close();
  }
}
