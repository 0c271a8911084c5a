import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { Prisma } from './index.ts';
import { ask } from './testing/describe-each-database.ts';
import { describeEachDatabase } from './testing/index.ts';
import { openDatabase } from './open.ts';

describeEachDatabase(
  'the database',
  (open) => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });

    it('is up to date when it has been opened, and answers', async () => {
      expect(await database.pendingMigrations()).toEqual([]);
      await database.ping();
      await database.checkWrites();
      await database.checkWrites();
    });

    it('creates, reads, updates and deletes by the typed client', async () => {
      const { user, identity } = database.prisma;
      await user.create({
        data: {
          id: 'ada',
          identities: {
            create: {
              issuer: 'https://github.com',
              subject: '2',
              provider: 'github',
              organisations: ['a,b', '"c"'],
            },
          },
        },
      });
      const read = await user.findUniqueOrThrow({
        where: { id: 'ada' },
        include: { identities: true },
      });
      expect(read).toMatchObject({ id: 'ada', name: null, emailVerified: false });
      expect(read.identities[0]?.organisations).toEqual(['a,b', '"c"']);
      await user.update({ where: { id: 'ada' }, data: { name: 'Ada', emailVerified: true } });
      expect(await user.findFirst({ where: { emailVerified: true } })).toMatchObject({
        name: 'Ada',
      });
      await user.delete({ where: { id: 'ada' } });
      expect(await identity.count()).toBe(0);
    });

    it('keeps JSON as it is', async () => {
      const metadata = {
        redirect_uris: ['http://localhost/é'],
        nested: { null: null, list: [1, 'two', false] },
      };
      await database.prisma.client.create({ data: { id: 'json', kind: 'dynamic', metadata } });
      expect(
        await database.prisma.client.findUniqueOrThrow({ where: { id: 'json' } }),
      ).toMatchObject({
        kind: 'dynamic',
        metadata,
      });
    });

    it('tells a duplicate apart', async () => {
      await database.prisma.user.create({ data: { id: 'once' } });
      const again = database.prisma.user.create({ data: { id: 'once' } });
      await expect(again).rejects.toSatisfy(
        (error) => error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002',
      );
    });

    it('rolls a failed transaction back altogether', async () => {
      const failing = database.prisma.$transaction(async (tx) => {
        await tx.user.create({ data: { id: 'half' } });
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await database.prisma.user.findUnique({ where: { id: 'half' } })).toBeNull();
    });

    it('lets one of fifty parallel callers win a conditional update', async () => {
      await database.query(
        {
          name: 'test_race_insert',
          text: "INSERT INTO artifacts (kind, id_hash, payload, expires_at) VALUES ('Code', 'race', '{}', now() + interval '1 minute')",
        },
        [],
      );
      const consume = {
        name: 'test_race',
        text: "UPDATE artifacts SET consumed_at = now() WHERE kind = 'Code' AND id_hash = $1 AND consumed_at IS NULL RETURNING 1 AS won",
      };
      const results = await Promise.all(
        Array.from({ length: 50 }, () => database.query(consume, ['race'])),
      );
      expect(results.filter((rows) => rows.length === 1)).toHaveLength(1);
    });
  },
  { withoutPreparedStatements: true },
);

describeEachDatabase('a closed database', (open) => {
  it('closes once, waits for what is running, and says so afterwards', async () => {
    const database = await open();
    const running = database.query<{ id: string }>(
      { name: 'test_running', text: "INSERT INTO users (id) VALUES ('last') RETURNING id" },
      [],
    );
    await Promise.all([database.close(), database.close()]);
    expect(await running).toEqual([{ id: 'last' }]);
    await expect(database.ping()).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('prepared statements', () => {
  it('are named on the server, and are not when switched off', async () => {
    const url = await ask('serverDatabase');
    const prepared = {
      name: 'test_prepared',
      text: "SELECT name FROM pg_prepared_statements WHERE name = 'test_prepared'",
    };
    for (const preparedStatements of [true, false]) {
      const database = await openDatabase({ url, poolSize: 1, preparedStatements });
      await database.query(prepared, []);
      expect(await database.query(prepared, [])).toHaveLength(preparedStatements ? 1 : 0);
      await database.close();
    }
  });
});
