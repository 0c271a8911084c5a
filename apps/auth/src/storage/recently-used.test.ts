import { expect, test } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

test('holds no more than so many, and lets go of what was used longest ago', () => {
  const values = new RecentlyUsed<number>(3);
  for (const name of ['a', 'b', 'c']) values.set(name, 1);
  expect(values.get('a')).toBe(1);
  values.set('b', 2);
  values.set('d', 4);
  expect(values.size).toBe(3);
  expect(['a', 'b', 'c', 'd'].map((name) => values.get(name))).toEqual([1, 2, undefined, 4]);
  for (let more = 0; more < 100; more += 1) values.set(`more ${more}`, more);
  expect(values.size).toBe(3);
  values.delete('more 99');
  expect(values.get('more 99')).toBeUndefined();
});
