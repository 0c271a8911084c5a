import { expect, test } from 'vitest';
import { boundedLines } from './bounded-lines.ts';

test('a sentence has ten lines a minute for an address, and another its own', () => {
  const lines: [object, string][] = [];
  let address = '192.0.2.1';
  const log = boundedLines({ warn: (...line) => void lines.push(line) }, () => address);
  for (let times = 0; times < 100; times += 1) log.warn({ times }, 'a sentence');
  expect(lines).toHaveLength(10);
  expect(lines[9]).toEqual([{ times: 9 }, 'a sentence']);
  log.warn({}, 'another');
  address = '192.0.2.2';
  log.warn({}, 'a sentence');
  expect(lines).toHaveLength(12);
});
