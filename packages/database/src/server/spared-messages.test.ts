import type pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask } from '../testing/describe-each-database.ts';
import { LateCommits } from './late-commits.ts';
import { createPool, rowTypes } from './pool.ts';
import { Servers } from './servers.ts';
import type { Wire } from './wire.ts';

/** The letters that messages begin with. */
const [BIND, DESCRIBE, EXECUTE, FLUSH, PARSE, SYNC] = ['B', 'D', 'E', 'H', 'P', 'S'];

let pool: pg.Pool;
let client: pg.PoolClient;
let writes: string[][];

/** What was written since the last time: for each write its messages. */
const written = () => writes.splice(0);

const run = (text: string, values: string[] = [], name = text.slice(0, 60)) =>
  client.query<Record<string, unknown>>({ name, text, values, types: rowTypes });

beforeEach(async () => {
  pool = createPool({
    servers: new Servers([await ask('emptyServerDatabase')]),
    size: 1,
    connectTimeoutMs: 5_000,
    preparedStatements: true,
    bounds: {
      statementTimeoutMs: 5_000,
      answerTimeoutMs: 7_000,
      inTransaction: false,
      late: new LateCommits(undefined),
    },
    onIdleError: () => {},
  });
  client = await pool.connect();
  writes = [];
  const { stream } = (client as unknown as { connection: Wire }).connection;
  const socket = stream as unknown as { write: (message: Buffer) => boolean };
  const write = socket.write.bind(socket);
  socket.write = (message) => {
    writes.push(lettersOf(message));
    return write(message);
  };
});
afterEach(async () => {
  client.release();
  await pool.end();
});

function lettersOf(message: Buffer): string[] {
  const letters = [];
  for (let at = 0; at < message.length; at += 1 + message.readInt32BE(at + 1)) {
    letters.push(String.fromCharCode(message[at] ?? 0));
  }
  return letters;
}

it('a statement is one write, and is parsed and described the first time alone', async () => {
  const text = `SELECT $1::jsonb AS json, 'text' AS text, NULL AS nothing, 7::int8 AS number, '2026-01-01Z'::timestamptz AS time`;
  const row = { text: 'text', nothing: null, number: 7, time: new Date('2026-01-01T00:00:00Z') };
  const first = await run(text, ['{"a":1}']);
  expect(written()).toEqual([[PARSE, BIND, DESCRIBE, EXECUTE, SYNC]]);
  const second = await run(text, ['{"a":2}']);
  expect(written()).toEqual([[BIND, EXECUTE, SYNC]]);
  expect([first.rows, second.rows]).toEqual([
    [{ json: { a: 1 }, ...row }],
    [{ json: { a: 2 }, ...row }],
  ]);
  expect(second.fields.map(({ name }) => name)).toEqual(first.fields.map(({ name }) => name));
});

it('no row at first, several later, none again', async () => {
  const rows = async (last: string) =>
    (await run('SELECT n FROM generate_series(1, $1::int) AS n', [last])).rows;
  expect(await rows('0')).toEqual([]);
  expect(await rows('2')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await rows('0')).toEqual([]);
});

it('what writes is asked for what it has before its commit, in the same write', async () => {
  await run('CREATE TABLE one (n int)');
  const insert = () => run('INSERT INTO one VALUES (1) RETURNING n');
  await insert();
  written();
  expect((await insert()).rows).toEqual([{ n: 1 }]);
  expect(written()).toEqual([[BIND, EXECUTE, FLUSH, SYNC]]);
});

it('after a refusal the next run is read as before', async () => {
  const divide = (by: string) => run('SELECT 10 / $1::int AS n', [by]);
  expect((await divide('2')).rows).toEqual([{ n: 5 }]);
  await expect(divide('0')).rejects.toMatchObject({ code: '22012' });
  expect((await divide('5')).rows).toEqual([{ n: 2 }]);
});

it('columns that have changed are refused by PostgreSQL, and never read as those of before', async () => {
  await run('CREATE TABLE changing (a int, b text)');
  await run(`INSERT INTO changing VALUES (1, 'x')`);
  const all = () => run('SELECT * FROM changing');
  expect((await all()).rows).toEqual([{ a: 1, b: 'x' }]);
  await run('ALTER TABLE changing DROP COLUMN a, ADD COLUMN c int DEFAULT 2');
  await expect(all()).rejects.toMatchObject({ code: '0A000' });
});
