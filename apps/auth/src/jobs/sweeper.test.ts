import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { Registry } from '@prometheus-io/client';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Storage } from '../storage/storage.ts';
import { rotate } from '../provider/token/testing/units.ts';
import { RESOURCE, scene, storageOn, token } from '../storage/testing/fixtures.ts';
import { GRANT_RETENTION } from './expired-rows.ts';
import { sweepFigures } from './sweep-figures.ts';
import type { SweepReport } from './sweep.ts';
import { Sweeper, type SweeperOptions } from './sweeper.ts';

const TWENTY = { first: 20, most: 20 };

describeEachDatabase('a sweep', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(async () => {
    const { artifact, session, grant, consent, rateLimit, lease } = database.prisma;
    for (const table of [artifact, session, grant, consent, rateLimit, lease]) {
      await (table as typeof lease).deleteMany();
    }
  });
  const sweeper = (options: Partial<SweeperOptions> = {}) =>
    new Sweeper({
      database,
      interval: 300,
      holder: token(),
      onSwept: () => {},
      onError: (error) => {
        throw error;
      },
      ...options,
    });
  const put = (expiresIn: number, count = 1, kind = 'Interaction') =>
    database.query(
      {
        name: 'test_put',
        text: `INSERT INTO artifacts (kind, id_hash, payload, expires_at)
          SELECT $1, gen_random_uuid()::text, '{}', now() + make_interval(secs => $2::float8)
          FROM generate_series(1, $3::int)`,
      },
      [kind, expiresIn, count],
    );
  const ended = (table: string, column: string, secondsAgo: number, id: string) =>
    database.query(
      {
        name: `test_end_${table}_${column}`,
        text: `UPDATE ${table} SET ${column} = now() - make_interval(secs => $1::float8) WHERE id = $2`,
      },
      [secondsAgo, id],
    );

  test('removes what has expired, and nothing else', async () => {
    await put(-1, 3);
    await put(60, 2);
    for (const [uid, expiresIn] of [
      ['gone', -1],
      ['here', 60],
    ] as const) {
      await storage.sessions.upsert(token(), { uid }, expiresIn);
    }
    await database.prisma.rateLimit.createMany({
      data: [
        { key: 'gone', points: 1, expire: BigInt(Date.now() - 60_000) },
        { key: 'here', points: 1, expire: BigInt(Date.now() + 60_000) },
      ],
    });
    const report = await sweeper().sweepOnce();
    expect(report).toMatchObject({
      outcome: 'done',
      removed: { artifacts: 3, sessions: 1, rate_limits: 1 },
    });
    expect(await database.prisma.artifact.count()).toBe(2);
    expect(await database.prisma.session.findMany({ select: { uid: true } })).toEqual([
      { uid: 'here' },
    ]);
    expect(await database.prisma.rateLimit.findMany({ select: { key: true } })).toEqual([
      { key: 'here' },
    ]);
  });

  test('keeps what was used until it expires, so that a replay still shows', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const used = await issue('RefreshToken', await grant());
    await rotate(storage, clientId, used);
    await sweeper().sweepOnce();
    expect((await storage.artifacts.find('RefreshToken', used))?.consumed).toBeTypeOf('number');
  });

  test('keeps an expired consent as long as a grant made from it lives', async () => {
    const { userId, clientId, grant } = await scene(storage);
    const decision = { userId, clientId, scopes: ['mcp:read'], refused: [] };
    const grantId = await grant();
    await storage.consents.remember({ ...decision, resource: RESOURCE }, -1);
    await storage.consents.remember({ ...decision, resource: 'https://other.example' }, -1);
    await storage.consents.remember({ ...decision, resource: 'https://live.example' }, 60);
    const left = async () => {
      await sweeper().sweepOnce();
      const rows = await database.prisma.consent.findMany({ orderBy: { resource: 'asc' } });
      return rows.map(({ resource }) => resource);
    };
    const one = sweeper();
    await one.sweepOnce();
    await one.stop();
    expect(await left()).toEqual([RESOURCE, 'https://live.example']);
    await storage.grants.revoke(grantId, 'revoked');
    await database.prisma.lease.deleteMany();
    expect(await left()).toEqual(['https://live.example']);
  });

  test('keeps an ended grant while it is recent, or anything of its family is left', async () => {
    const { grant, issue } = await scene(storage);
    const [live, recent, expired, revoked, family] = [
      await grant(),
      await grant(),
      await grant(),
      await grant(),
      await grant(),
    ];
    const long = GRANT_RETENTION + 60;
    await ended('grants', 'revoked_at', GRANT_RETENTION - 60, recent);
    await ended('grants', 'expires_at', long, expired);
    await ended('grants', 'revoked_at', long, revoked);
    await ended('grants', 'revoked_at', long, family);
    await issue('RefreshToken', family);
    const report = await sweeper().sweepOnce();
    expect(report?.removed.grants).toBe(2);
    const left = (await database.prisma.grant.findMany()).map(({ id }) => id);
    expect(left.sort()).toEqual([live, recent, family].sort());
  });

  test('leaves nothing that a replay of an old token could use', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const grantId = await grant();
    const value = await issue('RefreshToken', grantId, 1);
    await database.prisma.artifact.updateMany({ data: { expiresAt: new Date(0) } });
    await ended('grants', 'revoked_at', GRANT_RETENTION + 60, grantId);
    await sweeper().sweepOnce();
    expect(await database.prisma.grant.count()).toBe(0);
    expect(await rotate(storage, clientId, value)).toEqual({ answer: undefined, committed: false });
  });

  test('takes no more rows at once than it is told, and goes on to the end', async () => {
    await put(-1, 95);
    const batches: number[] = [];
    const watched: Database = {
      ...watch(database),
      query: async <Row>(...[statement, values]: Parameters<Database['query']>) => {
        const rows = await database.query<Row>(statement, values);
        if (statement.name.startsWith('sweep_artifacts')) {
          batches.push((rows[0] as { removed: number }).removed);
        }
        return rows;
      },
    };
    await sweeper({ database: watched, batches: TWENTY }).sweepOnce();
    expect(batches).toEqual([20, 20, 20, 20, 15]);
    expect(await database.prisma.artifact.count()).toBe(0);
  });

  test('takes more at once as long as statements are quick, and fewer when they are not', async () => {
    await put(-1, 700);
    let time = 0;
    const took = [10, 10, 10, 10, 60, 150, 150, 10, 10];
    const sizes: string[] = [];
    const paced: Database = {
      ...watch(database),
      query: async (statement, values) => {
        const rows = await database.query<never>(statement, values);
        const [, size] = /^sweep_artifacts_(\d+)$/.exec(statement.name) ?? [];
        if (size !== undefined) {
          sizes.push(size);
          time += took.shift() ?? 10;
        }
        return rows;
      },
    };
    const batches = { first: 20, most: 100 };
    const report = await sweeper({ database: paced, batches, now: () => time }).sweepOnce();
    expect(sizes.map(Number)).toEqual([20, 40, 80, 100, 100, 100, 50, 25, 50, 100, 100]);
    expect(report).toMatchObject({ outcome: 'done', removed: { artifacts: 700 } });
    expect(await database.prisma.artifact.count()).toBe(0);
  });

  test('removes a used refresh token when it is forgotten, and the family lives', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const used = await issue('RefreshToken', await grant());
    const { answer } = await rotate(storage, clientId, used);
    await database.prisma.artifact.updateMany({
      where: { consumedAt: { not: null } },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect((await sweeper().sweepOnce())?.removed.artifacts).toBe(1);
    expect(await rotate(storage, clientId, used)).toEqual({ answer: undefined, committed: false });
    expect((await rotate(storage, clientId, answer!)).committed).toBe(true);
  });

  test('ends at a statement that takes long, and leaves the rest for the next', async () => {
    await put(-1, 95);
    let time = 0;
    const busy: Database = {
      ...watch(database),
      query: (statement, values) => {
        if (statement.name.startsWith('sweep_artifacts')) time += 60_000;
        return database.query(statement, values);
      },
    };
    const report = await sweeper({ database: busy, batches: TWENTY, now: () => time }).sweepOnce();
    expect(report).toMatchObject({ outcome: 'slow', removed: { artifacts: 20 } });
  });

  test('of two sweepers at once one works, until it is stopped', async () => {
    await put(-1, 3);
    const [one, two] = [sweeper(), sweeper()];
    const reports = await Promise.all([one.sweepOnce(), two.sweepOnce()]);
    expect(reports.filter((report) => report !== undefined)).toHaveLength(1);
    const [leader, other] = reports[0] === undefined ? [two, one] : [one, two];
    expect(await other.sweepOnce()).toBeUndefined();
    await leader.stop();
    expect(await other.sweepOnce()).toBeDefined();
  });

  test('ends between two statements when its lease is lost', async () => {
    await put(-1, 95);
    let time = 0;
    const lost: Database = {
      ...watch(database),
      query: async (statement, values) => {
        const rows = await database.query<never>(statement, values);
        if (statement.name.startsWith('sweep_artifacts')) {
          await database.prisma.lease.updateMany({ data: { holder: 'another' } });
          // Passes during the next pause, so the lease is due for renewal.
          setTimeout(() => {
            time += 600_000;
          }, 1);
        }
        return rows;
      },
    };
    const report = await sweeper({ database: lost, batches: TWENTY, now: () => time }).sweepOnce();
    expect(report?.outcome).toBe('stopped');
    expect(await database.prisma.artifact.count()).toBe(75);
  });

  test('comes by itself, again and again, and ends when it is told', async () => {
    const reports: SweepReport[] = [];
    const one = sweeper({ interval: 0.05, onSwept: (report) => reports.push(report) });
    one.start();
    await put(-1, 2);
    await expect.poll(() => database.prisma.artifact.count()).toBe(0);
    await put(-1, 2);
    await expect.poll(() => database.prisma.artifact.count()).toBe(0);
    await one.stop();
    const { length } = reports;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(reports).toHaveLength(length);
    expect(await database.prisma.lease.count()).toBe(0);
  });

  test('that fails is told, and is tried again', async () => {
    const errors: unknown[] = [];
    let fails = 2;
    const broken: Database = {
      ...watch(database),
      query: (statement, values) => {
        fails -= 1;
        if (fails >= 0) return Promise.reject(new Error('no connection'));
        return database.query(statement, values);
      },
    };
    const one = sweeper({
      database: broken,
      interval: 0.05,
      onError: (error) => errors.push(error),
    });
    one.start();
    await put(-1);
    await expect.poll(() => database.prisma.artifact.count()).toBe(0);
    await one.stop();
    expect(errors).toHaveLength(2);
  });
});

/** The members of a database, for a test to replace some. Spreading a class instance skips methods. */
function watch(database: Database) {
  return {
    kind: database.kind,
    prisma: database.prisma,
    transfer: database.transfer,
    ping: () => database.ping(),
    checkWrites: () => database.checkWrites(),
    pendingMigrations: () => database.pendingMigrations(),
    close: () => database.close(),
  };
}

test('the figures count rows by table, and tell how long it took', async () => {
  const registry = new Registry();
  const take = sweepFigures(registry);
  take({ outcome: 'done', removed: { artifacts: 3, sessions: 1 }, duration: 40 });
  take({ outcome: 'slow', removed: { artifacts: 2 }, duration: 2000 });
  const text = await registry.metrics();
  expect(text).toContain('gatehouse_swept_rows_total{table="artifacts"} 5');
  expect(text).toContain('gatehouse_sweep_duration_seconds_sum{outcome="slow"} 2');
});
