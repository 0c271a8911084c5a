import { expect, test } from 'vitest';
import { documentLimits } from './documents.ts';
import { limitKeys } from './keys.ts';
import { Limit } from './limit.ts';

const HOUR = 3_600_000;

/** A limit that counts in this process. */
function limitOf(points: number) {
  const counted = new Map<string, number>();
  const counters = {
    async count(key: string) {
      const times = (counted.get(key) ?? 0) + 1;
      counted.set(key, times);
      return { points: times, endsIn: HOUR };
    },
  };
  return { counted, limit: new Limit({ counters, points, now: () => 0, onRefused: () => {} }) };
}

function limits() {
  const [perAddress, perHost, total] = [limitOf(3), limitOf(5), limitOf(8)];
  const counts = { perAddress: perAddress.limit, perHost: perHost.limit, total: total.limit };
  const taken = documentLimits(counts, limitKeys(['a key of these tests']));
  return { taken, perAddress, perHost, total };
}

const program = (address: string) => ({ address, foreign: false });

test('an address has so many, and what it is refused counts for nobody else', async () => {
  const { taken, perHost } = limits();
  const waits = [];
  for (let turn = 0; turn < 5; turn += 1) {
    waits.push(await taken.take(program('192.0.2.1'), 'a.example'));
  }
  expect(waits).toEqual([0, 0, 0, 3600, 3600]);
  expect([...perHost.counted.values()]).toEqual([3]);
  expect(await taken.take(program('192.0.2.2'), 'a.example')).toBe(0);
});

test('a host is asked so often, whoever has it asked', async () => {
  const { taken, total } = limits();
  const waits = [];
  for (let turn = 0; turn < 6; turn += 1) {
    waits.push(await taken.take(program(`192.0.2.${turn}`), 'a.example'));
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 3600]);
  expect([...total.counted.values()]).toEqual([5]);
  expect(await taken.take(program('192.0.2.9'), 'b.example')).toBe(0);
});

test('so many are read in all, and foreign pages have a count of their own', async () => {
  const { taken } = limits();
  const from = (turn: number, foreign: boolean) =>
    taken.take({ address: `192.0.2.${turn}`, foreign }, `${turn}.example`);
  const waits = [];
  for (let turn = 0; turn < 9; turn += 1) waits.push(await from(turn, true));
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 3600]);
  expect(await from(0, false)).toBe(0);
});

test('what foreign pages have a host asked keeps nobody else from it', async () => {
  const { taken } = limits();
  const from = (turn: number, foreign: boolean) =>
    taken.take({ address: `192.0.2.${turn}`, foreign }, 'a.example');
  const waits = [];
  for (let turn = 0; turn < 6; turn += 1) waits.push(await from(turn, true));
  expect(waits).toEqual([0, 0, 0, 0, 0, 3600]);
  expect(await from(9, false)).toBe(0);
});
