import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database, LateCommit, OpenOptions } from '../database.ts';
import type { DatabaseUnavailable } from '../errors.ts';
import { openDatabase } from '../open.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { startPgBouncer } from '../testing/pgbouncer.ts';
import { absentStandby, type AbsentStandby } from './absent-standby.fixture.ts';

const INSERT = {
  name: 'test_late_insert',
  text: "INSERT INTO users (id) VALUES ('u' || gen_random_uuid()) RETURNING id",
};
const READ = { name: 'test_late_read', text: 'SELECT pg_backend_pid() AS pid' };

/** Far beyond what is configured, for a machine that is busy (milliseconds). */
const BOUND = 20_000;
const POOL_SIZE = 3;

let cluster: Cluster;
let admin: pg.Client;
let absent: AbsentStandby;
let database: Database;
let late: LateCommit[];
beforeAll(async () => {
  // A commit waits for a standby only where it waits for the disk.
  cluster = await startCluster({ durable: true });
  await (await openDatabase({ url: cluster.url })).close();
  admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  // What this connection does is not to wait itself.
  await admin.query('SET synchronous_commit = local');
  absent = await absentStandby(cluster.url, admin);
});
afterAll(async () => {
  await admin.end();
  await cluster.stop();
});
beforeEach(() => {
  late = [];
});
afterEach(async () => {
  await resume();
  await database.close();
});

async function open(options: OpenOptions = {}): Promise<void> {
  await database?.close();
  database = await openDatabase({
    url: cluster.url,
    poolSize: POOL_SIZE,
    connectTimeoutMs: BOUND,
    // Enough for a machine that is busy.
    statementTimeoutMs: 1_500,
    onLateCommit: (commit) => late.push(commit),
    ...options,
  });
}

const stall = () => absent.stall();
const resume = () => absent.resume();

async function backends(condition = 'true'): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'gatehouse' AND ${condition}`,
  );
  return rows[0]?.count ?? 0;
}
const waiting = () => backends("wait_event = 'SyncRep'");

async function users(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>('SELECT count(*)::int FROM users');
  return rows[0]?.count ?? 0;
}

const write = () => database.query(INSERT, []);
const typed = () => database.prisma.user.create({ data: { id: `u${Math.random()}` } });
const transaction = () =>
  database.prisma.$transaction(async (tx) => {
    await tx.user.create({ data: { id: `u${Math.random()}` } });
  });

function faultOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'answered',
    (error: unknown) => (error as DatabaseUnavailable).fault ?? String(error),
  );
}

describe.each([
  ['with prepared statements', true],
  ['without', false],
])('a commit that waits for a standby, %s, and', (_title, preparedStatements) => {
  beforeEach(() => open({ preparedStatements }));

  it.each([
    ['a statement', write],
    ['a typed write', typed],
    ['a transaction', transaction],
  ])(
    'by %s, is no success and no failure, and its connection comes back when it has ended',
    async (_what, attempt) => {
      const before = await users();
      await stall();
      expect(await faultOf(attempt())).toBe('commit_unconfirmed');
      expect(await waiting()).toBe(1);
      expect(database.connections?.()).toMatchObject({ idle: 0, waiting: 0 });
      expect(late).toEqual([]);
      await resume();
      await expect.poll(() => late).toMatchObject([{ outcome: 'committed' }]);
      await expect.poll(() => database.connections?.().idle).toBe(1);
      expect(await users()).toBe(before + 1);
      expect(late[0]?.seconds).toBeGreaterThan(1);
      await attempt();
      expect(await backends()).toBe(1);
    },
  );

  it.each([
    ['a statement', write],
    ['a typed write', typed],
    ['a transaction', transaction],
  ])('by %s, whose wait is cancelled is no success', async (_what, attempt) => {
    await open({ preparedStatements, statementTimeoutMs: BOUND });
    await stall();
    const outcome = faultOf(attempt());
    await expect.poll(waiting).toBe(1);
    await cancel();
    expect(await outcome).toBe('commit_unreplicated');
  });
});

describe('a commit that waits for a standby', () => {
  beforeEach(() => open());

  it('is not followed by more of them than the pool has connections', async () => {
    await Promise.all(Array.from({ length: POOL_SIZE }, write));
    await stall();
    const first = await Promise.all(Array.from({ length: POOL_SIZE }, () => faultOf(write())));
    expect(first).toEqual(Array.from({ length: POOL_SIZE }, () => 'commit_unconfirmed'));
    const began = performance.now();
    for (const attempt of [write, typed, transaction, write, typed, transaction]) {
      expect(await faultOf(attempt())).toBe('pool_commits');
    }
    // The pool itself would have waited for BOUND.
    expect(performance.now() - began).toBeLessThan(BOUND);
    expect(await backends()).toBe(POOL_SIZE);
    await resume();
    await expect.poll(() => late).toHaveLength(POOL_SIZE);
    await expect.poll(() => database.connections?.().idle).toBe(POOL_SIZE);
    await Promise.all([write(), typed(), transaction()]);
    expect(await backends()).toBe(POOL_SIZE);
  });

  it('leaves the others free to read', async () => {
    await stall();
    expect(await faultOf(write())).toBe('commit_unconfirmed');
    expect(await database.query(READ, [])).toHaveLength(1);
    expect(await faultOf(database.prisma.user.count())).toBe('answered');
  });

  it('whose wait is cancelled afterwards is told apart', async () => {
    await stall();
    expect(await faultOf(write())).toBe('commit_unconfirmed');
    await cancel();
    await expect.poll(() => late).toMatchObject([{ outcome: 'unreplicated' }]);
    expect(await database.query(READ, [])).toHaveLength(1);
  });

  it('and is ended with its server is lost', async () => {
    await stall();
    expect(await faultOf(write())).toBe('commit_unconfirmed');
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse'",
    );
    await expect.poll(() => late).toMatchObject([{ outcome: 'lost' }]);
    await resume();
    await write();
  });

  it('does not keep the database from being closed', async () => {
    await stall();
    const attempts = [faultOf(write()), faultOf(typed())];
    await expect.poll(waiting).toBe(2);
    const began = performance.now();
    await database.close();
    expect(performance.now() - began).toBeLessThan(BOUND);
    expect(await Promise.all(attempts)).toEqual(['commit_unconfirmed', 'commit_unconfirmed']);
    expect(late).toMatchObject([{ outcome: 'lost' }, { outcome: 'lost' }]);
  });
});

describe.each([
  ['with prepared statements', true],
  ['without', false],
])('a statement that waits for a lock, %s,', (_title, preparedStatements) => {
  beforeEach(() => open({ preparedStatements }));

  it.each([
    ['by itself', write],
    ['typed', typed],
    ['in a transaction', transaction],
  ])('%s, is ended by the server, and nothing of it is committed later', async (_what, attempt) => {
    const before = await users();
    await admin.query('BEGIN; LOCK TABLE users');
    // The caller hears of the server's own deadline, so it was the server that ended it.
    expect(await faultOf(attempt())).toBe('57014');
    expect(await backends("wait_event_type = 'Lock'")).toBe(0);
    await admin.query('COMMIT');
    // Whatever had been left waiting would run before this.
    await attempt();
    expect(await users()).toBe(before + 1);
  });

  it('is not what holds a connection', async () => {
    await admin.query('BEGIN; LOCK TABLE users');
    expect(await Promise.all([write(), typed(), write(), write()].map(faultOf))).toEqual(
      Array.from({ length: 4 }, () => '57014'),
    );
    await admin.query('COMMIT');
    expect(late).toEqual([]);
    await vi.waitFor(write, BOUND);
  });
});

describe('whether writes are committed', () => {
  it('is seen by one write, which is not followed by others while its commit waits', async () => {
    await open();
    await database.checkWrites();
    await stall();
    expect(await faultOf(database.checkWrites())).toBe('commit_unconfirmed');
    for (let times = 0; times < 5; times += 1) {
      expect(await faultOf(database.checkWrites())).toBe('commit_unconfirmed');
    }
    expect(await waiting()).toBe(1);
    await resume();
    await expect.poll(() => faultOf(database.checkWrites())).toBe('answered');
    expect(late).toHaveLength(1);
  });

  it('is seen behind a lock, and on a server that is read-only', async () => {
    await open();
    await admin.query('BEGIN; LOCK TABLE leases');
    expect(await faultOf(database.checkWrites())).toBe('57014');
    await admin.query('COMMIT');
    await database.checkWrites();
    await admin.query('ALTER SYSTEM SET default_transaction_read_only = on');
    await admin.query('SELECT pg_reload_conf()');
    await expect.poll(() => faultOf(database.checkWrites())).toBe('25006');
    await admin.query('SET default_transaction_read_only = off');
    await admin.query('ALTER SYSTEM RESET default_transaction_read_only');
    await admin.query('SELECT pg_reload_conf()');
    await expect.poll(() => faultOf(database.checkWrites())).toBe('answered');
  });
});

it('a commit that waits behind a pooler keeps its connection there, and what queues is not run later', async () => {
  const bouncer = await startPgBouncer(cluster.url, ['default_pool_size = 2']);
  await open({ url: bouncer.url, preparedStatements: false });
  await write();
  const before = await users();
  await stall();
  const faults = await Promise.all(Array.from({ length: POOL_SIZE }, () => faultOf(write())));
  expect(faults.sort()).toEqual(['commit_unconfirmed', 'commit_unconfirmed', 'query_timeout']);
  // There is one free connection to the pooler, which has none to the server.
  expect(await faultOf(typed())).toBe('query_timeout');
  expect(await waiting()).toBe(2);
  expect(await backends()).toBe(2);
  await resume();
  await expect.poll(() => late).toMatchObject([{ outcome: 'committed' }, { outcome: 'committed' }]);
  await write();
  expect(await users()).toBe(before + 3);
  await database.close();
  await bouncer.stop();
});

async function cancel(): Promise<void> {
  await admin.query(
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
  );
}
