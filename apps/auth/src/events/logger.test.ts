import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test.each(['code', 'client_secret', 'client_assertion', 'assertion'])(
  'a %s is not logged, up to two levels deep',
  (name) => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const member = { [name]: 'the value', kept: 'kept' };
    const given = { ...member, one: { ...member, two: member }, list: [member] };
    const before = JSON.stringify(given);
    logger.info(given, 'a request');
    logger.info({ err: Object.assign(new Error('it failed'), member, { inside: member }) });
    const [line = '', ofError = ''] = lines;
    expect(lines.join('')).not.toContain('the value');
    expect(line.match(/"kept":"kept"/g)).toHaveLength(4);
    expect(ofError).toContain('"message":"it failed"');
    // Whoever passed it has it still.
    expect(JSON.stringify(given)).toBe(before);
  },
);

test('a value that has the name of a secret as its text is kept, and so is what has no members', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  logger.info({ presented: 'code', at: new Date(0), nothing: null, list: ['token'], n: 0 });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    presented: 'code',
    at: '1970-01-01T00:00:00.000Z',
    nothing: null,
    list: ['token'],
    n: 0,
  });
});

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
