import { expect, test } from 'vitest';
import {
  agoInWords,
  clockInWords,
  dayInWords,
  durationInWords,
  untilInWords,
} from './time-in-words.ts';

const DAY = 86_400;

test.each([
  [600, '10 minutes', '10 Minuten'],
  [3600, '60 minutes', '60 Minuten'],
  [12 * 3600, '12 hours', '12 Stunden'],
  [DAY, '24 hours', '24 Stunden'],
  [30 * DAY, '30 days', '30 Tage'],
  [1.5 * DAY, '36 hours', '36 Stunden'],
])('%d seconds last %s', (seconds, english, german) => {
  expect(durationInWords(seconds, 'en')).toBe(english);
  expect(durationInWords(seconds, 'de')).toBe(german);
});

test.each([
  [0, 'in 1 second', 'in 1 Sekunde'],
  [39.2, 'in 40 seconds', 'in 40 Sekunden'],
  [91, 'in 2 minutes', 'in 2 Minuten'],
  [240, 'in 4 minutes', 'in 4 Minuten'],
  [2 * DAY, 'in 48 hours', 'in 48 Stunden'],
  [2 * DAY + 1, 'in 3 days', 'in 3 Tagen'],
])('%d seconds from now is %s', (seconds, english, german) => {
  expect(untilInWords(seconds, 'en')).toBe(english);
  expect(untilInWords(seconds, 'de')).toBe(german);
});

test.each([
  [0, '1 minute ago', 'vor 1 Minute'],
  [89, '1 minute ago', 'vor 1 Minute'],
  [239, '3 minutes ago', 'vor 3 Minuten'],
  [3 * DAY + 5000, '3 days ago', 'vor 3 Tagen'],
])('%d seconds before now is %s', (seconds, english, german) => {
  expect(agoInWords(seconds, 'en')).toBe(english);
  expect(agoInWords(seconds, 'de')).toBe(german);
});

test('a day and an hour are those of a zone, which is named with the hour', () => {
  const late = new Date('2026-11-03T23:30:00Z');
  expect(dayInWords(late, 'en', 'UTC')).toBe('3 November 2026');
  expect(dayInWords(late, 'de', 'UTC')).toBe('3. November 2026');
  expect(dayInWords(late, 'de', 'Europe/Berlin')).toBe('4. November 2026');
  expect(clockInWords(late, 'en', 'UTC')).toBe('23:30 UTC');
  expect(clockInWords(late, 'de', 'UTC')).toBe('23:30 UTC');
  expect(clockInWords(late, 'de', 'Europe/Berlin')).toBe('00:30 MEZ');
});
