import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from './cluster.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: cluster.url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

it('stands still while it is paused, and goes on where it was', async () => {
  const client = await connect();
  await cluster.pause();
  let answered = false;
  const answer = client.query('SELECT 1').then(() => {
    answered = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  await cluster.resume();
  await answer;
  await client.end();
});

it.each(['kill', 'halt'] as const)('keeps what was written across %s', async (ending) => {
  const client = await connect();
  await client.query(`CREATE TABLE kept_by_${ending} (id int)`);
  // With these settings, data surely survives a crash only after a checkpoint.
  await client.query('CHECKPOINT');
  await cluster[ending]();
  await expect(connect()).rejects.toThrow(/ECONNREFUSED/);
  await cluster.start();
  const after = await connect();
  expect((await after.query(`SELECT * FROM kept_by_${ending}`)).rowCount).toBe(0);
  await after.end();
});

it('can be killed while it is paused', async () => {
  await cluster.pause();
  await cluster.kill();
  await cluster.start();
  await (await connect()).end();
});
