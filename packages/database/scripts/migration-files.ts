import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const prismaFolder = path.join(import.meta.dirname, '../../../prisma');

export const migrationsFolder = path.join(prismaFolder, 'migrations');
export const schemaFile = path.join(prismaFolder, 'schema.prisma');
/** One line for each migration, `<sha256>  <name>`. CI compares the scripts with it. */
export const checksumsFile = path.join(migrationsFolder, 'checksums.txt');

export interface MigrationFile {
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/** The migrations of `prisma/migrations`, oldest first. */
export function readMigrations(): MigrationFile[] {
  return readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      // A checkout with CRLF must not look like an edited migration.
      const sql = readFileSync(
        path.join(migrationsFolder, name, 'migration.sql'),
        'utf8',
      ).replaceAll('\r\n', '\n');
      return { name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
    });
}

export function readSchema(): string {
  return readFileSync(schemaFile, 'utf8');
}

/** name → checksum at the time the migration was made. */
export function readChecksums(): Map<string, string> {
  if (!existsSync(checksumsFile)) return new Map();
  return new Map(
    readFileSync(checksumsFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [checksum = '', name = ''] = line.trim().split(/\s+/);
        return [name, checksum];
      }),
  );
}
