import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenOptions } from '../database.ts';
import type { DatabaseUnavailable } from '../errors.ts';
import { openDatabase } from '../open.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { Forwarder } from '../testing/forwarder.ts';
import { type PgBouncer, startPgBouncer } from '../testing/pgbouncer.ts';

const INSERT = {
  name: 'test_pooled_insert',
  text: "INSERT INTO users (id) VALUES ('u' || gen_random_uuid()) RETURNING id",
};
const IGNORES = 'ignore_startup_parameters = statement_timeout';

let cluster: Cluster;
let admin: pg.Client;
let bouncer: PgBouncer | undefined;
const opened: Database[] = [];
let notices: string[];
beforeAll(async () => {
  cluster = await startCluster();
  await (await openDatabase({ url: cluster.url })).close();
  admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await cluster.stop();
});
afterEach(async () => {
  await admin.query('ROLLBACK');
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await bouncer?.stop();
  bouncer = undefined;
});

async function behind(settings: readonly string[], options: OpenOptions = {}): Promise<Database> {
  bouncer ??= await startPgBouncer(cluster.url, settings);
  notices = [];
  const database = await openDatabase({
    url: bouncer.url,
    statementTimeoutMs: 400,
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
  opened.push(database);
  return database;
}

async function users(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>('SELECT count(*)::int FROM users');
  return rows[0]?.count ?? 0;
}

const faultOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'answered',
    (error: unknown) => (error as DatabaseUnavailable).fault ?? String(error),
  );

/** Many at once, so that the pooler gives one session to one and then to another. */
async function atOnce(databases: readonly Database[]): Promise<Set<string>> {
  const statements = Array.from({ length: 5 }, (_, n) => ({
    name: `test_pooled_${n}`,
    text: `SELECT ${n} AS n, pg_sleep(0.002)`,
  }));
  const answers = Array.from({ length: 60 }, async (_, n) => {
    const statement = statements[n % 5] ?? INSERT;
    const rows = await databases[n % databases.length]?.query<{ n: number }>(statement, []);
    return rows?.[0]?.n === n % 5 ? 'right' : 'wrong';
  });
  return new Set(await Promise.all(answers.map((one) => one.catch((e: unknown) => String(e)))));
}

describe.each([
  ['that refuses the limit as a start-up parameter', []],
  ['that ignores the limit', [IGNORES]],
])('a pooler of transactions %s', (_title, settings) => {
  it('is noticed at the start, with what to set, and used without prepared statements', async () => {
    const databases = [await behind(settings)];
    expect(notices).toEqual([expect.stringContaining('set PREPARED_STATEMENTS=off')]);
    databases.push(await behind(settings));
    expect(await atOnce(databases)).toEqual(new Set(['right']));
  });

  it.each([true, false])(
    'does not let a wait for a lock be committed after its failure (PREPARED_STATEMENTS on: %s)',
    async (preparedStatements) => {
      const database = await behind(settings, { preparedStatements });
      const before = await users();
      await admin.query('BEGIN; LOCK TABLE users');
      const attempts = [
        database.query(INSERT, []),
        database.prisma.user.create({ data: { id: `u${Math.random()}` } }),
        database.prisma.$transaction(async (tx) => {
          await tx.user.create({ data: { id: `u${Math.random()}` } });
        }),
      ];
      expect(await Promise.all(attempts.map(faultOf))).toEqual(['57014', '57014', '57014']);
      await admin.query('COMMIT');
      await database.query(INSERT, []);
      expect(await users()).toBe(before + 1);
    },
  );
});

it('a pooler of sessions is like the server itself', async () => {
  const database = await behind([IGNORES, 'pool_mode = session'], { poolSize: 4 });
  expect(await atOnce([database])).toEqual(new Set(['right']));
  expect(notices).toEqual([]);
  await admin.query('BEGIN; LOCK TABLE users');
  expect(await faultOf(database.query(INSERT, []))).toBe('57014');
});

it('a pooler of transactions that comes in between later is noticed by what it forgets', async () => {
  bouncer = await startPgBouncer(cluster.url, [IGNORES]);
  const forwarder = await Forwarder.open(cluster.url);
  const database = await openDatabase({
    url: forwarder.url,
    onNotice: (notice) => notices.push(notice),
  });
  opened.push(database);
  notices = [];
  forwarder.lead(bouncer.url);
  await expect.poll(() => database.connections?.().total).toBe(0);
  expect(await atOnce([database])).toEqual(new Set(['right']));
  expect(notices.join('\n')).toContain('set PREPARED_STATEMENTS=off');
  forwarder.close();
});
