/** One address for several servers: a name or a balancer that leads to whichever is the primary. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, LateCommit } from '../database.ts';
import type { DatabaseUnavailable } from '../errors.ts';
import { openDatabase } from '../open.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { Forwarder } from '../testing/forwarder.ts';

const INSERT = {
  name: 'test_moved_insert',
  text: "INSERT INTO users (id) VALUES ('u' || gen_random_uuid())",
};
const POOL_SIZE = 2;

let before: Cluster;
let after: Cluster;
let admin: pg.Client;
let forwarder: Forwarder;
let database: Database;
const late: LateCommit[] = [];
beforeAll(async () => {
  [before, after] = await Promise.all([
    startCluster({ durable: true }),
    startCluster({ durable: true }),
  ]);
  for (const { url } of [before, after]) await (await openDatabase({ url })).close();
  admin = new pg.Client({ connectionString: before.url });
  await admin.connect();
  await admin.query('SET synchronous_commit = local');
  forwarder = await Forwarder.open(before.url);
  const other = new pg.Client({ connectionString: after.url });
  await other.connect();
  // As a standby has it.
  await other.query(`ALTER USER postgres PASSWORD '${new URL(before.url).password}'`);
  await other.end();
  database = await openDatabase({
    url: forwarder.url,
    poolSize: POOL_SIZE,
    connectTimeoutMs: 20_000,
    statementTimeoutMs: 1_500,
    onLateCommit: (commit) => late.push(commit),
  });
});
afterAll(async () => {
  await admin.end();
  await database.close();
  forwarder.close();
  await Promise.all([before.stop(), after.stop()]);
});

const write = () =>
  database.query(INSERT, []).then(
    () => 'written',
    (error: unknown) => (error as DatabaseUnavailable).fault,
  );

it('what waits at a server that is gone without a word is given up when another answers there', async () => {
  await admin.query("ALTER SYSTEM SET synchronous_standby_names = 'absent'");
  await admin.query('SELECT pg_reload_conf()');
  await expect.poll(write).toBe('commit_unconfirmed');
  await expect.poll(write).toBe('pool_commits');
  // The same server answers new connections: what waits there is kept.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(late).toEqual([]);

  forwarder.move(after.url);
  await expect.poll(write).toBe('written');
  expect(late).toMatchObject(Array.from({ length: POOL_SIZE }, () => ({ outcome: 'lost' })));
});
