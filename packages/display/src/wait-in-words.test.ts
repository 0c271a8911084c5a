import { expect, test } from 'vitest';
import { waitInWords } from './wait-in-words.ts';

test.each([
  [0, '1 second'],
  [1, '1 second'],
  [0.2, '1 second'],
  [40, '40 seconds'],
  [90, '90 seconds'],
  [91, '2 minutes'],
  [3540, '59 minutes'],
  [3541, '60 minutes'],
  [5400, '90 minutes'],
  [5401, '2 hours'],
  [7200, '2 hours'],
  [7201, '3 hours'],
  [172_800, '48 hours'],
  [172_801, '3 days'],
  [2_592_000, '30 days'],
])('%d seconds are %s', (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words);
});

test.each([
  [1, '1 Sekunde'],
  [91, '2 Minuten'],
  [5401, '2 Stunden'],
])('%d seconds are %s in another language', (seconds, words) => {
  expect(waitInWords(seconds, 'de')).toBe(words);
});

test('many days are without a comma', () => {
  expect(waitInWords(86_400_000)).toBe('1000 days');
});
