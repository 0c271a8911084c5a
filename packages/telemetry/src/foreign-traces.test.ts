import { expect, test } from 'vitest';
import { ForeignTraces } from './foreign-traces.ts';

test('a hundred a second are believed, and no more after a quiet time', () => {
  let now = 0;
  const foreign = new ForeignTraces(() => now);
  const believed = () => {
    let count = 0;
    for (; foreign.mayBeBelieved; count += 1) foreign.note();
    return count;
  };
  expect(believed()).toBe(100);
  expect(believed()).toBe(0);
  now += 500;
  expect(believed()).toBe(50);
  now += 3_600_000;
  expect(believed()).toBe(100);
});
