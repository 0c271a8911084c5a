import { expect, it } from 'vitest';
import { ask } from '../testing/describe-each-database.ts';
import { LateCommits } from './late-commits.ts';
import { createMigrationPool, createPool, type PoolSettings } from './pool.ts';
import { Servers } from './servers.ts';

async function settings(): Promise<PoolSettings> {
  return {
    servers: new Servers([await ask('emptyServerDatabase')]),
    size: 2,
    connectTimeoutMs: 5_000,
    preparedStatements: true,
    bounds: {
      statementTimeoutMs: 5_000,
      answerTimeoutMs: 7_000,
      inTransaction: false,
      late: new LateCommits(undefined),
    },
    onIdleError: () => {},
  };
}

it.each([
  ['pool', createPool],
  ['migration pool', createMigrationPool],
])("a connection of the %s that dies in somebody's hands is no crash", async (_name, create) => {
  const its = await settings();
  const pool = create(its);
  const other = createPool(its);
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const died = new Promise((resolve) => {
    client.once('end', () => resolve('died'));
  });
  // Without a listener an `error` event would end the test run.
  await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  expect(await died).toBe('died');
  client.release(true);
  await Promise.all([pool.end(), other.end()]);
});

it('a pool opens no more connections than it was told', async () => {
  const pool = createPool(await settings());
  await Promise.all(Array.from({ length: 20 }, () => pool.query('SELECT pg_sleep(0.01)')));
  expect(pool.totalCount).toBe(2);
  await pool.end();
});
