import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database, OpenOptions } from '../database.ts';
import type { DatabaseUnavailable } from '../errors.ts';
import { openDatabase } from '../open.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';

const INSERT = {
  name: 'test_bad_day',
  text: "INSERT INTO users (id) VALUES ('u' || gen_random_uuid()) RETURNING id",
};

/**
 * Far beyond what is configured ({@link hurry}), for a machine that is busy; far below what nobody
 * bounds: TCP gives up after many minutes (milliseconds).
 */
const BOUND = 20_000;

let cluster: Cluster;
let admin: pg.Client;
let database: Database;
let told: DatabaseUnavailable[];
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());
beforeEach(async () => {
  await cluster.start();
  told = [];
  database = await open();
  admin = await connect();
});
afterEach(async () => {
  await admin.end().catch(() => {});
  await database.close();
});

function open(options: OpenOptions = {}): Promise<Database> {
  return openDatabase({
    url: cluster.url,
    poolSize: 1,
    // Nothing is to run out of time but what says so, on a machine that is busy neither.
    connectTimeoutMs: BOUND,
    statementTimeoutMs: BOUND,
    onUnavailable: (error) => told.push(error),
    ...options,
  });
}

/** Another database instead, whose waits are short; opened again where they were too short for that. */
async function hurry(): Promise<void> {
  await database.close();
  const bounds = { connectTimeoutMs: 400, statementTimeoutMs: 400 };
  database = await vi.waitFor(() => open(bounds), { timeout: BOUND });
  told = [];
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: cluster.url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const write = () => database.query(INSERT, []);
const typed = () => database.prisma.user.create({ data: { id: `u${Math.random()}` } });
const transaction = () => database.prisma.$transaction(async (tx) => tx.user.count());

/** Every way to use the database fails with `DatabaseUnavailable`, within a limited time. */
async function expectUnavailable(faults: RegExp): Promise<void> {
  for (const attempt of [write, typed, transaction]) {
    const began = Date.now();
    const error = await attempt().then(
      () => 'answered',
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'unavailable', fault: expect.stringMatching(faults) });
    expect(Date.now() - began).toBeLessThan(BOUND);
  }
  expect(told).toHaveLength(3);
}

/** The database works again without being opened anew. */
async function expectRecovery(): Promise<void> {
  const back = async () => {
    await database.ping();
    await typed();
    return write();
  };
  expect(await vi.waitFor(back, { timeout: BOUND })).toHaveLength(1);
}

describe('a server that', () => {
  it('is stopped is unavailable, and found again when it is back', async () => {
    await cluster.halt();
    await expectUnavailable(/^(ECONNREFUSED|not_reachable)$/);
    await expect(database.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await cluster.start();
    await expectRecovery();
  });

  it('stands still is unavailable within the bounds, and found again when it goes on', async () => {
    await hurry();
    await cluster.pause();
    await expectUnavailable(/timeout$/);
    await cluster.resume();
    await expectRecovery();
  });

  it('has no connection left says so', async () => {
    await admin.query("CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 1");
    await admin.query('GRANT ALL ON ALL TABLES IN SCHEMA public TO crowded');
    const url = new URL(cluster.url);
    url.username = url.password = 'crowded';
    await database.close();
    database = await open({ url: url.href, migrate: false });
    await cutAll();
    // A backend that was told to end counts until it has.
    await expect.poll(() => connectionsOf('crowded')).toBe(0);
    const holder = new pg.Client({ connectionString: url.href });
    holder.on('error', () => {});
    await holder.connect();
    await expectUnavailable(/^53300$/);
    await holder.end();
    await expectRecovery();
  });

  it('became read-only is unavailable, and its connections are not kept for when it is not', async () => {
    await admin.query('ALTER SYSTEM SET default_transaction_read_only = on');
    await reload();
    await expect.poll(() => write().then(() => 'answered', faultOf)).toBe('25006');
    await expect(typed()).rejects.toMatchObject({ code: 'unavailable', fault: '25006' });
    await expect(database.ping()).rejects.toMatchObject({ fault: '25006' });
    await expect(open()).rejects.toThrow(
      /^The database at 127\.0\.0\.1:\d+\/postgres is read-only\.$/,
    );
    await admin.query('SET default_transaction_read_only = off');
    await admin.query('ALTER SYSTEM RESET default_transaction_read_only');
    await reload();
    await expectRecovery();
  });

  it('waits for a lock ends the statement, and the pool does not wait for longer either', async () => {
    await hurry();
    await admin.query('BEGIN; LOCK TABLE users');
    const began = Date.now();
    const faults = await Promise.all(
      [write(), typed(), write(), write(), transaction(), typed()].map((attempt) =>
        attempt.then(() => 'answered', faultOf),
      ),
    );
    expect(Date.now() - began).toBeLessThan(BOUND);
    expect(new Set(faults)).toEqual(new Set(['57014', 'pool_timeout']));
    expect(told.map(({ fault }) => fault).sort()).toEqual([...faults].sort());
    await admin.query('COMMIT');
    await expectRecovery();
  });
});

describe('a connection', () => {
  it('that was given up is not used again, idle or in somebody’s hands', async () => {
    await database.close();
    database = await open({ poolSize: 3 });
    const backend = { name: 'test_pid', text: 'SELECT pg_backend_pid() AS pid, pg_sleep($1)' };
    const pid = async (sleep = 0) =>
      (await database.query<{ pid: number }>(backend, [sleep]))[0]?.pid;
    const before = await Promise.all([pid(0.1), pid(0.1), pid(0.1)]);
    const inHands = pid(0.3);
    // Makes the server read-only, like one that has become a replica.
    await admin.query(
      "CREATE OR REPLACE FUNCTION refuse() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '25006'; END $$",
    );
    await expect(
      database.query({ name: 'test_refuse', text: 'SELECT refuse()' }, []),
    ).rejects.toMatchObject({ fault: '25006' });
    expect(before).toContain(await inHands);
    const after = await Promise.all([pid(0.1), pid(0.1), pid(0.1)]);
    expect(after.filter((one) => before.includes(one))).toEqual([]);
  });

  it('that was cut while idle costs nobody an answer', async () => {
    for (let round = 0; round < 20; round += 1) {
      await write();
      await cutAll();
      await expect.poll(() => database.connections?.().total, { interval: 5 }).toBe(0);
      expect(await write()).toHaveLength(1);
    }
    expect(told).toEqual([]);
  });

  it('that is cut in the middle of a statement does not lead to a second one', async () => {
    await admin.query('CREATE SEQUENCE IF NOT EXISTS attempts');
    const once = {
      name: 'test_once',
      text: "SELECT nextval('attempts'), pg_terminate_backend(pg_backend_pid())",
    };
    await expect(database.query(once, [])).rejects.toMatchObject({ fault: '57P01' });
    const { rows } = await admin.query<{ last_value: string }>('SELECT last_value FROM attempts');
    expect(rows[0]?.last_value).toBe('1');
  });

  it('does not keep closing waiting where the server stands still', async () => {
    await hurry();
    await database.ping();
    await cluster.pause();
    const began = Date.now();
    await database.close();
    expect(Date.now() - began).toBeLessThan(BOUND);
    await cluster.resume();
  });
});

describe('a prepared statement', () => {
  const wide = { name: 'test_wide', text: 'SELECT * FROM changing' };

  it('that a migration of another replica made stale heals on every connection', async () => {
    await database.close();
    database = await open({ poolSize: 4 });
    await admin.query('CREATE TABLE changing (a int); INSERT INTO changing VALUES (1)');
    const everywhere = () => Promise.all(Array.from({ length: 4 }, () => database.query(wide, [])));
    await everywhere();
    await admin.query('ALTER TABLE changing ADD COLUMN b int DEFAULT 2');
    expect(await everywhere()).toEqual(Array.from({ length: 4 }, () => [{ a: 1, b: 2 }]));
    await admin.query('DROP TABLE changing');
  });

  it('that was forgotten on the other side is prepared again', async () => {
    const known = { name: 'test_known', text: 'SELECT 1 AS one' };
    await database.query(known, []);
    await database.query({ name: 'test_forget', text: 'DEALLOCATE ALL' }, []);
    expect(await database.query(known, [])).toEqual([{ one: 1 }]);
  });

  it('that could not be prepared once can be later', async () => {
    await expect(database.query(wide, [])).rejects.toMatchObject({ code: '42P01' });
    await admin.query('CREATE TABLE changing (a int)');
    expect(await database.query(wide, [])).toEqual([]);
    await admin.query('DROP TABLE changing');
  });

  it('works after the server was started again', async () => {
    await write();
    await cluster.restart();
    await expectRecovery();
  });
});

it('what a statement did wrong stays the driver’s error', async () => {
  const twice = { name: 'test_twice', text: "INSERT INTO users (id) VALUES ('twice')" };
  await database.query(twice, []);
  await expect(database.query(twice, [])).rejects.toMatchObject({ code: '23505' });
  await expect(database.prisma.user.create({ data: { id: 'twice' } })).rejects.toMatchObject({
    code: 'P2002',
  });
  expect(told).toEqual([]);
});

it('says how its connections are used', async () => {
  await admin.query('BEGIN; LOCK TABLE users');
  const waiting = [write(), write()].map((attempt) => attempt.catch(() => undefined));
  await expect.poll(() => database.connections?.()).toEqual({ total: 1, idle: 0, waiting: 1 });
  await admin.query('COMMIT');
  await Promise.all(waiting);
});

function faultOf(error: unknown): string {
  return (error as DatabaseUnavailable).fault;
}

async function reload(): Promise<void> {
  await admin.query('SELECT pg_reload_conf()');
}

async function connectionsOf(user: string): Promise<number | null> {
  const { rowCount } = await admin.query('SELECT FROM pg_stat_activity WHERE usename = $1', [user]);
  return rowCount;
}

/** Ends all connections, as an administrator or a failing network would. */
async function cutAll(): Promise<void> {
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
    ['gatehouse'],
  );
}
