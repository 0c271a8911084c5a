import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { empty, putArtifacts, sweeperOn } from './sweeper.fixture.ts';
import type { SweepReport } from './sweep.ts';
import type { SweeperOptions } from './sweeper.ts';

const TWENTY = { first: 20, most: 20 };

describeEachDatabase('a sweep', (open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => empty(database));
  const sweeper = (options: Partial<SweeperOptions> = {}) => sweeperOn(database, options);
  const put = (expiresIn: number, count = 1) => putArtifacts(database, expiresIn, count);

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
