import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { BlockedKeys } from './blocked-keys.ts';
import { type Count, Counters } from './counters.ts';
import { limitKeys } from './keys.ts';
import { Limit } from './limit.ts';

const keys = limitKeys(['a key of these tests']);
const key = (address: string, clientId?: string) => keys({ address, foreign: false }, clientId);

let names = 0;
function newName(): string {
  names += 1;
  return `limit${names}`;
}

interface Situation {
  readonly name?: string;
  readonly points?: number;
  /** seconds */
  readonly duration?: number;
  readonly now?: () => number;
  readonly onError?: (error: unknown) => void;
}

/** As one replica has it. */
function limitOn(database: Database, situation: Situation = {}) {
  const {
    name = newName(),
    points = 3,
    duration = 300,
    now = Date.now,
    onError = fail,
  } = situation;
  const counters = new Counters(database, name, { points, duration }, onError);
  let refused = 0;
  const limit = new Limit({
    counters,
    points,
    now,
    onRefused: () => {
      refused += 1;
    },
  });
  return Object.assign(limit, { refusals: () => refused });
}

function fail(error: unknown): never {
  throw error;
}

describeEachDatabase('a limit', (open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });

  test('serves so many in a window, and says when the next one is', async () => {
    const limit = limitOn(database);
    const waits = [];
    for (let turn = 0; turn < 5; turn += 1) waits.push(await limit.take('somebody'));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    for (const wait of waits.slice(3)) expect(wait).toSatisfy((s: number) => s > 290 && s <= 300);
    expect(limit.refusals()).toBe(2);
    expect(await limit.take('somebody else')).toBe(0);
  });

  test('begins anew when the window has passed', async () => {
    let now = Date.now();
    const name = newName();
    const limit = limitOn(database, { name, points: 1, duration: 300, now: () => now });
    expect(await limit.take('somebody')).toBe(0);
    expect(await limit.take('somebody')).toBeGreaterThan(0);
    now += 300_000;
    await database.prisma
      .$executeRaw`UPDATE rate_limits SET expire = expire - 300000 WHERE key LIKE ${`${name}:%`}`;
    expect(await limit.take('somebody')).toBe(0);
  });

  test('of 20 parallel requests serves as many as it says', async () => {
    const limit = limitOn(database);
    const waits = await Promise.all(Array.from({ length: 20 }, () => limit.take('somebody')));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  test('is shared by replicas, each of which lets one more failure through at most', async () => {
    const name = newName();
    const [one, two] = [limitOn(database, { name }), limitOn(database, { name })];
    for (let turn = 0; turn < 3; turn += 1) {
      expect(one.refuses('guesser')).toBe(0);
      await one.failed('guesser');
    }
    expect(one.refuses('guesser')).toBeGreaterThan(0);
    expect(two.refuses('guesser')).toBe(0);
    await two.failed('guesser');
    expect(two.refuses('guesser')).toBeGreaterThan(0);
  });

  test('costs no query while it refuses, nor to ask whether it does', async () => {
    let queries = 0;
    const counted: Pick<Database, 'query'> = {
      query: (statement, values) => {
        queries += 1;
        return database.query(statement, values);
      },
    };
    const limit = limitOn(counted as Database, { points: 1 });
    limit.refuses('somebody');
    expect(queries).toBe(0);
    await limit.take('somebody');
    await limit.take('somebody');
    expect(queries).toBe(2);
    await limit.take('somebody');
    expect(queries).toBe(2);
  });

  test('stores no address', async () => {
    const name = newName();
    await limitOn(database, { name }).take(key('203.0.113.7', 'client_x'));
    const rows = await database.prisma.rateLimit.findMany({ where: { key: { startsWith: name } } });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.key).toMatch(/^limit\d+:[\w-]{43}$/);
    expect(rows[0]?.key).not.toContain('203.0.113.7');
  });
});

test('without the database a process counts by itself, and no request fails for it', async () => {
  const errors: unknown[] = [];
  const broken: Pick<Database, 'query'> = { query: () => Promise.reject(new Error('down')) };
  const limit = limitOn(broken as Database, { points: 2, onError: (error) => errors.push(error) });
  const name = key('203.0.113.7');
  expect(await limit.take(name)).toBe(0);
  expect(await limit.take(name)).toBe(0);
  expect(await limit.take(name)).toBeGreaterThan(0);
  expect(errors).toHaveLength(3);
});

test('names of counters depend on address, client, key and whether a foreign page asks, and on nothing else', () => {
  const other = limitKeys(['another key']);
  const different = [
    key('203.0.113.7'),
    key('203.0.113.8'),
    key('203.0.113.7', 'client_a'),
    key('203.0.113.7', 'client_b'),
    other({ address: '203.0.113.7', foreign: false }),
    keys({ address: '203.0.113.7', foreign: true }),
  ];
  expect(new Set(different).size).toBe(different.length);
  expect(key('::ffff:203.0.113.7', 'client_a')).toBe(key('203.0.113.7', 'client_a'));
});

test('who came in time is served, also where somebody later was counted and answered before', async () => {
  const answers: ((count: { points: number; endsIn: number }) => void)[] = [];
  const counters = { count: () => new Promise<Count>((resolve) => answers.push(resolve)) };
  let refused = 0;
  const onRefused = () => void (refused += 1);
  const limit = new Limit({ counters, points: 1, now: () => 0, onRefused });
  const [first, second] = [limit.take('somebody'), limit.take('somebody')];
  const [answerFirst, answerSecond] = answers;
  answerSecond?.({ points: 2, endsIn: 1000 });
  expect(await second).toBe(1);
  answerFirst?.({ points: 1, endsIn: 1000 });
  expect(await first).toBe(0);
  expect(refused).toBe(1);
});

test('what a process remembers is bounded, and ends', () => {
  let now = 0;
  const blocked = new BlockedKeys(() => now);
  for (let each = 0; each <= 10_000; each += 1) blocked.block(`key ${each}`, 1000);
  expect(blocked.remaining('key 0')).toBe(0);
  expect(blocked.remaining('key 10000')).toBe(1000);
  now = 1000;
  expect(blocked.remaining('key 10000')).toBe(0);
});
