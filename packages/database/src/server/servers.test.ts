import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { openDatabase } from '../open.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { Servers } from './servers.ts';

const WHERE = { name: 'test_where', text: 'SELECT inet_server_port() AS port' };

let clusters: readonly [Cluster, Cluster];
let url: string;
let database: Database;
beforeAll(async () => {
  clusters = await Promise.all([startCluster(), startCluster()]);
  const [one, other] = clusters.map((cluster) => new URL(cluster.url));
  // As a standby has the users and passwords of its primary.
  for (const cluster of clusters) {
    await run(cluster, "CREATE ROLE gatehouse SUPERUSER LOGIN PASSWORD 'gatehouse'");
  }
  url = `postgresql://gatehouse:gatehouse@${one?.host},${other?.host}/postgres?target_session_attrs=read-write`;
  for (const { host } of [one, other].filter((its) => its !== undefined)) {
    await (
      await openDatabase({ url: `postgresql://gatehouse:gatehouse@${host}/postgres` })
    ).close();
  }
});
afterAll(async () => {
  await database?.close();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});
beforeEach(async () => {
  await database?.close();
  await Promise.all(clusters.map((cluster) => cluster.start()));
  for (const cluster of clusters) await setReadOnly(cluster, false);
});

async function run(cluster: Cluster, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** As a standby is: it can be read, and says when it is connected to that it takes no writes. */
async function setReadOnly(cluster: Cluster, isReadOnly: boolean): Promise<void> {
  await run(
    cluster,
    'SET default_transaction_read_only = off',
    `ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`,
    'SELECT pg_reload_conf()',
  );
}

async function answersAt(): Promise<Cluster | undefined> {
  const [row] = await database.query<{ port: number }>(WHERE, []);
  return clusters.find((cluster) => new URL(cluster.url).port === String(row?.port));
}

/** A read is served by a server that takes no writes, too, so it is asked about those first. */
const isAt = (cluster: Cluster) =>
  expect
    .poll(() =>
      database
        .ping()
        .then(answersAt)
        .then(
          (at) => at === cluster,
          () => false,
        ),
    )
    .toBe(true);

it('of several servers the first is used that is there', async () => {
  await clusters[0].halt();
  database = await openDatabase({ url });
  expect(await answersAt()).toBe(clusters[1]);
  expect(await database.prisma.user.count()).toBe(0);
});

it('of several servers the first is used that takes writes, also for migrations', async () => {
  await setReadOnly(clusters[0], true);
  await run(clusters[1], 'DROP SCHEMA public CASCADE', 'CREATE SCHEMA public');
  database = await openDatabase({ url });
  expect(await database.pendingMigrations()).toEqual([]);
  expect(await answersAt()).toBe(clusters[1]);
});

it('of several servers the new primary is found when the old one is gone, or reads only', async () => {
  database = await openDatabase({ url, poolSize: 3 });
  expect(await answersAt()).toBe(clusters[0]);
  await clusters[0].kill();
  await isAt(clusters[1]);
  expect(await database.prisma.user.count()).toBe(0);
  await clusters[0].start();
  await setReadOnly(clusters[1], true);
  await isAt(clusters[0]);
});

it('of several servers that all read only, none is used', async () => {
  for (const cluster of clusters) await setReadOnly(cluster, true);
  await expect(openDatabase({ url })).rejects.toThrow(
    /^None of the servers can be used: 127\.0\.0\.1:\d+\/postgres \(the server is read-only\), 127\.0\.0\.1:\d+\/postgres \(the server is read-only\)\.$/,
  );
  await setReadOnly(clusters[1], false);
  database = await openDatabase({ url });
});

it('a server that was left already is not left again', () => {
  const servers = new Servers(['one', 'two', 'three']);
  servers.leave('one', new Error('gone'));
  servers.leave('one', new Error('gone'));
  expect(servers.current).toBe('two');
  servers.leave('two', new Error('gone'));
  servers.leave('three', new Error('gone'));
  expect(servers.current).toBe('one');
});

it('where none of several takes writes, a start says of each why not', async () => {
  const [one, other] = clusters;
  await one.halt();
  await setReadOnly(other, true);
  const starting = openDatabase({ url });
  const [gone, readOnly] = [one, other].map((cluster) => new URL(cluster.url).host);
  await expect(starting).rejects.toThrow(
    new RegExp(`^None of the servers can be used: ${gone}/postgres \\(.+\\), ${readOnly}/postgres`),
  );
  await expect(starting).rejects.toThrow('(the server is read-only)');
});
