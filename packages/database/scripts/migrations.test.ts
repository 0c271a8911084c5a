import { describe, expect, it } from 'vitest';
import { migrations as embedded } from '../src/generated/migrations.ts';
import { readChecksums, readMigrations } from './migration-files.ts';
import { schemaChanges } from './schema-changes.ts';

describe('prisma/migrations', () => {
  it('agrees with prisma/schema.prisma (else: pnpm migration:new <name>)', async () => {
    expect(await schemaChanges()).toBeUndefined();
  });

  it('has every migration as it was made: an applied one is never edited or removed', () => {
    const found = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));
    expect(found).toEqual(readChecksums());
  });

  it('is what the generated module carries (else: pnpm generate)', () => {
    expect(embedded).toEqual(readMigrations());
  });

  it.each(readMigrations())(
    '$name runs as one transaction, so that it can fail and be retried',
    ({ sql }) => {
      const withoutBodiesAndComments = sql
        .replace(/\$(\w*)\$.*?\$\1\$/gs, '')
        .replace(/--.*$/gm, '');
      expect(withoutBodiesAndComments).not.toMatch(
        /\b(BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK|CONCURRENTLY|VACUUM|ALTER\s+SYSTEM)\b/i,
      );
    },
  );
});
