import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../testing/describe-each-database.ts';
import { keepHouse } from './housekeeping.ts';

/** A cluster that was made once for all tests: a new one takes seven times as long. */
async function fromImage(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await openAsBlob(await ask('embeddedImage')) });
}

let pglite: PGlite;
beforeAll(async () => {
  pglite = await fromImage();
  await pglite.exec(
    'CREATE TABLE busy (id int PRIMARY KEY, text text); INSERT INTO busy VALUES (1)',
  );
});
afterAll(() => pglite.close());

const FACTS = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS log,
  pg_relation_size('busy')::float8 AS size FROM pg_control_checkpoint()`;

async function facts(): Promise<{ log: number; size: number }> {
  const { rows } = await pglite.query<{ log: number; size: number }>(FACTS);
  return rows[0] ?? { log: Number.NaN, size: Number.NaN };
}

async function churn(): Promise<void> {
  await pglite.exec(
    `INSERT INTO busy SELECT n, repeat('x', 500) FROM generate_series(2, 3000) n;
     DELETE FROM busy WHERE id > 1`,
  );
}

it('the log is cut off and dead rows are removed, once enough was written', async () => {
  await churn();
  const before = await facts();
  const errors: Error[] = [];
  const patient = keepHouse(pglite, (error) => errors.push(error), { intervalMs: 20 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await patient();
  // Less than 32 MB were written, so there is no checkpoint yet.
  expect((await facts()).size).toBe(before.size);

  const stop = keepHouse(pglite, (error) => errors.push(error), {
    intervalMs: 20,
    logLimit: before.log / 2,
  });
  await expect
    .poll(async () => (await facts()).log, { timeout: 20_000 })
    .toBeLessThan(before.log / 2);
  await stop();
  expect((await facts()).size).toBeLessThan(before.size);
  expect(errors).toEqual([]);
});

it('a failure is told and does not end it', async () => {
  const errors: Error[] = [];
  const closed = await fromImage();
  await closed.close();
  const stop = keepHouse(closed, (error) => errors.push(error), { intervalMs: 20 });
  await expect.poll(() => errors.length).toBeGreaterThan(1);
  await stop();
});
