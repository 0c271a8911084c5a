import { expect, test } from 'vitest';
import { busyMilliseconds } from './cores.ts';
import { milliseconds, processTime } from './process-time.ts';

test('the time of a thread is in nanoseconds', () => {
  expect(milliseconds('2000000000 3388465 17\n')).toBe(2_000);
});

test.runIf(process.platform === 'linux')('the time of this process is what Node says', () => {
  const [before, began] = [processTime(process.pid), process.cpuUsage()];
  let { user, system } = process.cpuUsage(began);
  while (user + system < 100_000) ({ user, system } = process.cpuUsage(began));
  const spent = (processTime(process.pid) ?? Number.NaN) - (before ?? Number.NaN);
  // Other threads of the test runner come and go.
  expect(spent).toBeGreaterThan(((user + system) / 1000) * 0.5);
  expect(spent).toBeLessThan(((user + system) / 1000) * 2);
});

test('a core is busy with everything but idling and waiting for disks', () => {
  const stat = 'cpu  9 9 9 9 9 9 9 9\ncpu0 1 1 1 1 1 1 1 1\ncpu1 10 20 30 999 999 5 5 0 0 0\n';
  expect(busyMilliseconds(stat, 1)).toBe(700);
});

test('a core that the system does not have has no time', () => {
  expect(busyMilliseconds('cpu0 1 1 1 1 1 1 1 1\n', 7)).toBeUndefined();
});
