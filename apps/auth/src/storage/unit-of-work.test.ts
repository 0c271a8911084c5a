import { randomUUID } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import type { Storage } from './storage.ts';
import { scene, storageOn, token } from './testing/fixtures.ts';
import { type RowTable, runWrite, UnitOfWork, write } from './unit-of-work.ts';

const NOTES: RowTable = {
  name: 'notes_of_test',
  columns: { note: 'text', user_id: 'text', client_id: 'text', grant_id: 'text' },
};

describeEachDatabase(
  'a row beside a change',
  (open) => {
    let database: Database;
    let storage: Storage;
    beforeAll(async () => {
      database = await open();
      storage = storageOn(database);
      await database.prisma.$executeRawUnsafe(
        'CREATE TABLE notes_of_test (note text NOT NULL, user_id text, client_id text, grant_id text)',
      );
    });
    const notes = (note: string) =>
      database.prisma.$queryRawUnsafe<object[]>(
        'SELECT user_id, client_id, grant_id FROM notes_of_test WHERE note = $1',
        note,
      );
    const withNote = (note: string, row: object = {}) => {
      const unit = new UnitOfWork();
      unit.add('grant_ended', NOTES, { note, ...row });
      return unit;
    };

    test('is written with it, and knows what the statement found', async () => {
      const { userId, clientId, grant } = await scene(storage);
      const grantId = await grant();
      const note = randomUUID();
      expect(await storage.grants.revoke(grantId, 'revoked', withNote(note))).toEqual({
        userId,
        clientId,
      });
      const row = { user_id: userId, client_id: clientId, grant_id: grantId };
      expect(await notes(note)).toEqual([row]);
    });

    test('says what it says itself where it knows better', async () => {
      const { grant } = await scene(storage);
      const note = randomUUID();
      await storage.grants.revoke(
        await grant(),
        'revoked',
        withNote(note, { user_id: 'somebody' }),
      );
      expect(await notes(note)).toMatchObject([{ user_id: 'somebody' }]);
    });

    test('is not written where nothing changed, nor once more', async () => {
      const { grant } = await scene(storage);
      const [none, first, second] = [randomUUID(), randomUUID(), randomUUID()];
      expect(await storage.grants.revoke(token(), 'revoked', withNote(none))).toBeUndefined();
      const grantId = await grant();
      await storage.grants.revoke(grantId, 'revoked', withNote(first));
      await storage.grants.revoke(grantId, 'revoked', withNote(second));
      expect(await Promise.all([none, first, second].map(notes))).toMatchObject([[], [{}], []]);
    });

    test('that cannot be written keeps the change from being made', async () => {
      const { grant } = await scene(storage);
      const grantId = await grant();
      const unit = new UnitOfWork();
      unit.add('grant_ended', NOTES, { user_id: 'a note is missing' });
      await expect(storage.grants.revoke(grantId, 'revoked', unit)).rejects.toThrow('null');
      expect(await storage.grants.find(grantId)).toBeDefined();
    });

    test('of many kinds goes into one statement', async () => {
      const { grant } = await scene(storage);
      const note = randomUUID();
      const unit = withNote(note);
      unit.add('grant_ended', NOTES, { note });
      unit.add('grant_ended', { ...NOTES }, { note });
      await storage.grants.revoke(await grant(), 'revoked', unit);
      expect(await notes(note)).toHaveLength(3);
    });

    test('is refused for an effect that the statement does not have', () => {
      const nothing = write('test_nothing', {
        expressions: 'n AS (SELECT 1)',
        answer: 'SELECT 1',
        effects: {},
      });
      expect(() => runWrite(database, nothing, [], withNote('x'))).toThrow(
        'no write of grant_ended',
      );
    });

    test('of none is no other statement', async () => {
      const sent: string[] = [];
      const watched: Database = {
        ...database,
        query: (statement) => {
          sent.push(statement.name);
          return Promise.resolve([]);
        },
      };
      const change = write('test_change', {
        expressions: 'n AS (SELECT 1)',
        answer: 'SELECT 1',
        effects: {},
      });
      await runWrite(watched, change, [], new UnitOfWork());
      await runWrite(watched, change, [], undefined);
      expect(sent).toEqual(['test_change', 'test_change']);
    });
  },
  { withoutPreparedStatements: true },
);
