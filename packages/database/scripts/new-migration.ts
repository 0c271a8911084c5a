/**
 * `pnpm migration:new <name>`: writes the SQL that brings the last migration to
 * `prisma/schema.prisma` into a new folder. Read it before committing it.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checksumsFile, migrationsFolder, readMigrations } from './migration-files.ts';
import { schemaChanges } from './schema-changes.ts';

const label = process.argv[2];
if (label === undefined || !/^[a-z][a-z0-9_]*$/.test(label)) {
  process.stderr.write('Usage: pnpm migration:new <name_in_snake_case>\n');
  process.exit(2);
}

const sql = await schemaChanges();
if (sql === undefined) {
  process.stdout.write('The schema and the migrations agree: nothing to write.\n');
  process.exit(0);
}

const name = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${label}`;
mkdirSync(path.join(migrationsFolder, name), { recursive: true });
writeFileSync(path.join(migrationsFolder, name, 'migration.sql'), sql);
const written = readMigrations().find((migration) => migration.name === name);
appendFileSync(checksumsFile, `${written?.checksum}  ${name}\n`);
process.stdout.write(`prisma/migrations/${name}/migration.sql\n`);
