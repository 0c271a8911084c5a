import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('what others wrote does not steer the terminal that shows a log, and stays the same value', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const theirs = 'a\u009b2J\u202e\u200b\u2028\u007fb';
  log.info({ name: theirs, [theirs]: 1, err: new Error(theirs) }, theirs);
  const [line = ''] = lines;
  expect(line.trimEnd()).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(line)).toMatchObject({ msg: theirs, name: theirs, err: { message: theirs } });
});
