import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test.each(['code', 'client_secret', 'client_assertion', 'assertion'])(
  'a %s is not logged, up to two levels deep',
  (name) => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const member = { [name]: 'the value', kept: 'kept' };
    logger.info({ ...member, one: { ...member, two: member } }, 'a request');
    const [line = ''] = lines;
    expect(line).not.toContain('the value');
    expect(line.match(/"kept":"kept"/g)).toHaveLength(3);
  },
);

test('what others wrote does not steer the terminal that shows a log, and stays the same value', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const theirs = 'a\u009b2J\u202e\u200b\u2028\u007fb';
  logger.info({ name: theirs, [theirs]: 1, err: new Error(theirs) }, theirs);
  const [line = ''] = lines;
  expect(line.endsWith('\n')).toBe(true);
  expect(line.trimEnd()).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(line)).toMatchObject({ msg: theirs, name: theirs, err: { message: theirs } });
});
