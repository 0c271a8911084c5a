import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

test.each([
  ['1', 1],
  ['90s', 90],
  ['15m', 900],
  ['12h', 43_200],
  ['30d', 2_592_000],
])('%s is %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

test.each(['0', '0d', '-1', '1.5h', '15 m', '15M', '1w', '', 'm', '1h30m', '99999999999'])(
  '“%s” is no duration',
  (text) => expect(parseDuration(text)).toBeUndefined(),
);

test('the spelling of a duration reads back as the same', () => {
  for (const seconds of [1, 60, 90, 3600, 5400, 86_400, 31_536_000]) {
    expect(parseDuration(formatDuration(seconds))).toBe(seconds);
  }
});
