import { type Cluster, startCluster } from '@gatehouse/database/testing/postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

const POOL_SIZE = 4;

let cluster: Cluster;
let admin: pg.Client;
let stack: Stack;
let client: Client;
let person: Person;
beforeAll(async () => {
  cluster = await startCluster({ durable: true });
  admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  stack = await startStack({
    databaseUrl: cluster.url,
    withMcp: false,
    auth: { RESOURCES, DATABASE_POOL_SIZE: String(POOL_SIZE) },
  });
});
afterAll(async () => {
  await resume();
  await admin?.end();
  await stack?.stop();
  await cluster?.stop();
});
beforeEach(async () => {
  client = await Client.register(stack.issuer);
  person = new Person(stack);
});

/** From now on a commit waits for a standby, which there is not. */
const stall = () => standby("SET synchronous_standby_names = 'absent'");
const resume = () => standby('RESET synchronous_standby_names');

async function standby(change: string): Promise<void> {
  await admin.query(`ALTER SYSTEM ${change}`);
  await admin.query('SELECT pg_reload_conf()');
  // The signal is handled before the next statement, though later than this one's answer.
  await admin.query('SELECT pg_sleep(0.3)');
}

async function backends(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    "SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'gatehouse'",
  );
  return rows[0]?.count ?? 0;
}

const ready = async () => (await fetch(`${stack.operationsUrl}/readyz`)).status;

async function lateCommits(): Promise<number> {
  const metrics = await (await fetch(`${stack.operationsUrl}/metrics`)).text();
  return Number(
    /gatehouse_database_late_commits_total\{outcome="committed"\} (\d+)/.exec(metrics)?.[1],
  );
}

test('a standby that stands still uses nobody’s tokens up, and a code has to be begun again', async () => {
  const tokens = await client.obtainTokens(person);
  // Another client: an exchange ends older grants of its own, and so waits for them.
  const other = await Client.register(stack.issuer);
  const code = await other.obtainCode(person);
  const before = await lateCommits();
  await stall();
  const asked = [client.refresh(tokens), other.exchange(code)];
  for (const answer of await Promise.all(asked)) {
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable']);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  }
  expect(await ready()).toBe(503);
  // More of them than there are connections, one after the other and at once.
  for (let turn = 0; turn < 2; turn += 1) {
    const again = await Promise.all(Array.from({ length: 6 }, () => client.refresh(tokens)));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([503]));
  }
  expect(await backends()).toBeLessThanOrEqual(POOL_SIZE + 1);
  await resume();
  await expect.poll(ready).toBe(200);
  expect(await lateCommits()).toBeGreaterThanOrEqual(before + 2);
  expect(stack.logs()).toContain('a commit ended after its request had been answered 503');
  tokensOf(await client.refresh(tokensOf(await client.refresh(tokens))));
  const refused = await other.exchange(code);
  expect(refused.body).toMatchObject({
    error: 'invalid_grant',
    error_description: expect.stringMatching(/answer was lost.* start the sign-in again$/),
  });
  tokensOf(await client.refresh(await client.obtainTokens(person)));
});

test('a process is ended in order while commits wait', async () => {
  const tokens = await client.obtainTokens(person);
  await stall();
  expect((await client.refresh(tokens)).status).toBe(503);
  expect(await stack.auth.stop()).toEqual({ exitCode: 0, signal: null });
  await resume();
  await stack.auth.start();
  tokensOf(await client.refresh(tokens));
});
