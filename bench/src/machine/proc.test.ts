import { expect, test } from 'vitest';
import { busyMilliseconds } from './cores.ts';
import { milliseconds } from './process-time.ts';

test('the time of a process is read past a name that holds spaces and parentheses', () => {
  const stat = '42 (node (x) y) S 1 42 42 0 -1 4194560 9 9 0 0 150 50 0 0 20 0 11 0 5 6 7';
  expect(milliseconds(stat)).toBe(2_000);
});

test('a core is busy with everything but idling and waiting for disks', () => {
  const stat = 'cpu  9 9 9 9 9 9 9 9\ncpu0 1 1 1 1 1 1 1 1\ncpu1 10 20 30 999 999 5 5 0 0 0\n';
  expect(busyMilliseconds(stat, 1)).toBe(700);
});

test('a core that the system does not have has no time', () => {
  expect(busyMilliseconds('cpu0 1 1 1 1 1 1 1 1\n', 7)).toBeUndefined();
});
