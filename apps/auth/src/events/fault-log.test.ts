import { DatabaseUnavailable } from '@gatehouse/database';
import { expect, test } from 'vitest';
import { faultLog } from './fault-log.ts';

test('tells of each kind of fault at most once in five seconds, and how often it came', () => {
  const lines: unknown[] = [];
  let time = 0;
  const log = faultLog({ error: (...line: unknown[]) => void lines.push(line) }, () => time);
  const down = new DatabaseUnavailable('ECONNREFUSED', 'down.', { cause: { values: ['secret'] } });
  for (let times = 0; times < 100; times += 1) log(down);
  log(new DatabaseUnavailable('25006', 'read-only.'));
  time = 5_000;
  log(down);
  expect(lines).toEqual([
    [{ fault: 'ECONNREFUSED', times: 1 }, 'The database cannot answer now: down.'],
    [{ fault: '25006', times: 1 }, 'The database cannot answer now: read-only.'],
    [{ fault: 'ECONNREFUSED', times: 100 }, 'The database cannot answer now: down.'],
  ]);
});
