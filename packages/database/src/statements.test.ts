import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import type { OnStatement } from './database.ts';
import { operationName } from './guard-prisma.ts';
import { DatabaseUnavailable, openDatabase, Prisma } from './index.ts';
import { describeEachDatabase, testDatabaseUrl } from './testing/index.ts';

/** Who the caller was, of whom the database knows nothing. */
const callers = new AsyncLocalStorage<string>();

interface Told {
  readonly name: string;
  readonly caller: string | undefined;
  ended?: unknown;
}

/** Keeps what is told of statements. */
function listener(): { readonly told: Told[]; readonly onStatement: OnStatement } {
  const told: Told[] = [];
  return {
    told,
    onStatement: (name) => {
      const one: Told = { name, caller: callers.getStore() };
      told.push(one);
      return (...given) => {
        one.ended = given.length === 0 ? `answered to ${callers.getStore()}` : given[0];
      };
    },
  };
}

describeEachDatabase(
  'what is told of statements',
  (open) => {
    it('is the name, in the context of the caller, and the end, before the caller goes on', async () => {
      const { told, onStatement } = listener();
      const database = await open({ onStatement });
      told.splice(0);
      const one = { name: 'test_told', text: 'SELECT $1::text AS value' };
      await callers.run('ada', async () => {
        const rows = await database.query(one, ['secret']);
        expect(rows).toEqual([{ value: 'secret' }]);
        expect(told).toEqual([{ name: 'test_told', caller: 'ada', ended: 'answered to ada' }]);
      });
    });

    it('is the error that the caller gets', async () => {
      const { told, onStatement } = listener();
      const database = await open({ onStatement });
      told.splice(0);
      const wrong = { name: 'test_wrong', text: 'SELECT 1 / $1::int' };
      const error: unknown = await database.query(wrong, [0]).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: '22012' });
      expect(told).toHaveLength(1);
      expect(told[0]?.ended).toBe(error);
    });

    it('is model and operation of the typed client, and what surrounds a transaction', async () => {
      const { told, onStatement } = listener();
      const database = await open({ onStatement });
      told.splice(0);
      await callers.run('bob', async () => {
        await database.prisma.user.create({ data: { id: 'told' } });
        await database.prisma.protectedResource.deleteMany({ where: { resource: 'none' } });
        await database.prisma.$queryRaw`SELECT 1`;
        await database.prisma.$transaction(async (tx) => {
          await tx.user.findUnique({ where: { id: 'told' } });
        });
      });
      const names = [
        'prisma_user_create',
        'prisma_protected_resource_delete_many',
        'prisma_query_raw',
        'prisma_transaction',
        'prisma_user_find_unique',
      ];
      expect(told).toEqual(
        names.map((name) => ({ name, caller: 'bob', ended: 'answered to bob' })),
      );
      told.splice(0);
      await expect(database.prisma.user.create({ data: { id: 'told' } })).rejects.toThrow('id');
      expect(told[0]?.ended).toBeInstanceOf(Prisma.PrismaClientKnownRequestError);
    });

    it('is nothing more where nobody wants to know of the end', async () => {
      const names: string[] = [];
      const database = await open({ onStatement: (name) => void names.push(name) });
      names.splice(0);
      await database.query({ name: 'test_begun', text: 'SELECT 1' }, []);
      await expect(database.query({ name: 'test_bad', text: 'SELECT no' }, [])).rejects.toThrow(
        'no',
      );
      expect(names).toEqual(['test_begun', 'test_bad']);
    });

    it('is nothing of a statement that a closed database does not begin', async () => {
      const { told, onStatement } = listener();
      const database = await open({ onStatement });
      await database.close();
      told.splice(0);
      const late = { name: 'test_late', text: 'SELECT 1' };
      await expect(database.query(late, [])).rejects.toMatchObject({ code: 'closed' });
      expect(told).toEqual([]);
    });
  },
  { withoutPreparedStatements: true },
);

describe('what is told of a statement', () => {
  it('that the server ends is the fault that the caller gets', async () => {
    const { told, onStatement } = listener();
    const url = await testDatabaseUrl();
    const database = await openDatabase({ url, statementTimeoutMs: 100, onStatement });
    const slow = { name: 'test_slow', text: 'SELECT pg_sleep(30)' };
    await expect(database.query(slow, [])).rejects.toThrow(DatabaseUnavailable);
    expect(told.at(-1)).toMatchObject({ name: 'test_slow', ended: { fault: '57014' } });
    await database.close();
  });
});

describe('names of operations of the typed client', () => {
  it.each([
    ['User', 'update', 'prisma_user_update'],
    ['PinnedOrganisation', 'findFirstOrThrow', 'prisma_pinned_organisation_find_first_or_throw'],
    [undefined, '$executeRawUnsafe', 'prisma_execute_raw_unsafe'],
  ])('of %s %s is in one spelling', (model, operation, name) => {
    expect(operationName(model, operation)).toBe(name);
  });
});
