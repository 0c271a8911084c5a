import { expect, it } from 'vitest';

import { Recent } from './recent.ts';

function recent(maxEntries = 3) {
  let now = 1000;
  const map = new Recent<string>(maxEntries, () => now);
  return { map, at: (time: number) => (now = time) };
}

it('an entry ends at its time, not a millisecond later', () => {
  const { map, at } = recent();
  map.set('a', 'A', 1000, 2000);
  at(1999);
  expect(map.get('a')).toBe('A');
  at(2000);
  expect(map.get('a')).toBeUndefined();
  expect(map.size).toBe(0);
});

it('an entry that is over, or has no time, is not kept', () => {
  const { map } = recent();
  for (const until of [1000, 999, Number.NaN]) map.set('a', 'A', 1000, until);
  expect(map.size).toBe(0);
});

it('the least recently used goes when there is no room', () => {
  const { map } = recent();
  for (const key of ['a', 'b', 'c']) map.set(key, key, 1000, 2000);
  map.get('a');
  map.set('d', 'd', 1000, 2000);
  expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual(['a', undefined, 'c', 'd']);
});

it('setting a key again costs no other its place', () => {
  const { map } = recent();
  for (const key of ['a', 'b', 'c', 'c', 'c']) map.set(key, key, 1000, 2000);
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual(['a', 'b', 'c']);
});

it('a clock that is set back gives no entry more time', () => {
  const { map, at } = recent();
  map.set('a', 'A', 1000, 2000);
  at(1900);
  expect(map.get('a')).toBe('A');
  at(1100);
  expect(map.get('a')).toBeUndefined();
  at(1150);
  expect(map.get('a')).toBeUndefined();
});

it('what was found out before the clock was set back is not kept', () => {
  const { map, at } = recent();
  at(400);
  map.set('a', 'A', 1000, 2000);
  expect(map.size).toBe(0);
});
