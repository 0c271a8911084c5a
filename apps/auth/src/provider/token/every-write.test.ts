/** Every write that rows can be added to: with a row where it changes something, and without where it does not. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import type { Database, Statement } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../storage/storage.ts';
import { storageOn } from '../../storage/testing/fixtures.ts';
import { type RowTable, UnitOfWork } from '../../storage/unit-of-work.ts';
import { CASES } from './every-write.fixture.ts';
import type { Run } from './every-write-case.fixture.ts';

const NOTES: RowTable = { name: 'notes_of_writes', columns: { note: 'text' } };

const ROOMS = fileURLToPath(new URL('../../', import.meta.url));

test('these are all the writes that there are, with all their effects', () => {
  const found = globSync('**/*.ts', { cwd: ROOMS })
    .filter((name) => !name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(`${ROOMS}${name}`, 'utf8').matchAll(/= write\('(\w+)'/g)])
    .map(([, name]) => name);
  expect(found.length).toBeGreaterThan(10);
  expect(new Set(CASES.map(({ write }) => write))).toEqual(new Set(found));
});

describeEachDatabase('a row beside', (open) => {
  let database: Database;
  let storage: Storage;
  const sent: Statement[] = [];
  beforeAll(async () => {
    database = await open();
    await database.prisma.$executeRawUnsafe('CREATE TABLE notes_of_writes (note text NOT NULL)');
    const watched: Database = Object.create(database, {
      query: {
        value(statement: Statement, values: unknown[]) {
          sent.push(statement);
          return database.query(statement, values);
        },
      },
    }) as Database;
    storage = storageOn(watched);
  });

  describe.each(CASES)('$write of $effect', ({ write, effect, rows: changed = 1, make }) => {
    test('is there where something changed, and not where nothing did', async () => {
      const { changes, changesNothing } = await make(storage);
      const rows = async (run: Run) => {
        const note = randomUUID();
        const unit = new UnitOfWork();
        unit.add(effect, NOTES, { note });
        sent.length = 0;
        await run(unit);
        const made = sent.filter(({ name }) => name.startsWith(write.slice(0, 40)));
        const found = await database.prisma.$queryRawUnsafe<object[]>(
          'SELECT 1 FROM notes_of_writes WHERE note = $1',
          note,
        );
        return { rows: found.length, statements: made.length };
      };
      const first = await rows(changes);
      expect(first.statements).toBeGreaterThan(0);
      expect(first.rows).toBe(changed);
      expect((await rows(changesNothing)).rows).toBe(0);
    });
  });
});
