/**
 * Writes `src/generated`: the Prisma client, and the migrations as a TypeScript module, so that a
 * bundled app has them without looking for files at run time. It prints nothing unless it fails.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readMigrations } from './migration-files.ts';

const packageFolder = path.dirname(import.meta.dirname);
const prismaCli = createRequire(import.meta.url).resolve('prisma/build/index.js');

const prisma = spawnSync(process.execPath, [prismaCli, 'generate'], {
  cwd: packageFolder,
  encoding: 'utf8',
  env: {
    ...process.env,
    // Generating needs no schema engine, but the CLI downloads one unless this names a file. Any file
    // that exists will do.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (prisma.status !== 0) {
  process.stderr.write(`${prisma.stdout}${prisma.stderr}${prisma.error?.message ?? ''}\n`);
  process.exit(1);
}

const migrations = readMigrations();
writeFileSync(
  path.join(packageFolder, 'src/generated/migrations.ts'),
  [
    '// Written by scripts/generate.ts from prisma/migrations.',
    'export interface EmbeddedMigration {',
    '  readonly name: string;',
    '  /** SHA-256 of the script in hex, as Prisma records it in `_prisma_migrations`. */',
    '  readonly checksum: string;',
    '  readonly sql: string;',
    '}',
    '',
    `export const migrations: readonly EmbeddedMigration[] = ${JSON.stringify(migrations, null, 2)};`,
    '',
    'export const migrationLock = \'provider = "postgresql"\\n\';',
    '',
  ].join('\n'),
);
