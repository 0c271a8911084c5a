import { expect, test } from 'vitest';
import { isoTimes } from './iso-time.ts';

test('each moment is written as a date writes itself', () => {
  const first = Date.UTC(2026, 11, 31, 23, 59, 59, 7);
  const moments = [first, first, first + 92, first + 992, first + 993, first + 3_600_000, first];
  let moment = first;
  const time = isoTimes(() => moment);
  for (moment of moments) expect(time()).toBe(`,"time":"${new Date(moment).toISOString()}"`);
});
