import { expect, test } from 'vitest';
import { readable } from './log-line.mjs';

test('a log record becomes a sentence with its time and its facts', () => {
  const line =
    '{"level":30,"time":"2026-11-24T00:47:08.805Z","method":"GET","status":200,"msg":"answered"}';

  expect(readable(line)).toBe('00:47:08 answered method=GET status=200');
});

test('warnings and errors say so, and an error keeps its stack', () => {
  expect(readable('{"level":40,"msg":"slow"}')).toBe('WARNING slow');
  expect(readable('{"level":50,"msg":"failed","err":{"stack":"Error: no\\n  at x"}}')).toBe(
    'ERROR failed\nError: no\n  at x',
  );
});

test.each(['PUBLIC_URL is wrong.', '{ not json', '{"issuer":"http://localhost:3000"}', ''])(
  'what is no log record stays as it is: %s',
  (line) => {
    expect(readable(line)).toBe(line);
  },
);

test('what somebody else wrote does not steer the terminal, nor begin a line of its own', () => {
  const theirs = 'a\u001b[2J\u009b2J\u202e\u200b\u2028\n00:00:00 all is well';
  const record = { level: 30, msg: theirs, client: theirs, [`k\u009b`]: [theirs] };

  expect(readable(JSON.stringify(record))).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(readable('plain \u009b2J\u202e')).toBe('plain \\u009b2J\\u202e');
  const failed = JSON.stringify({ level: 50, msg: 'no', err: { stack: 'Error: \u009b\n  at x' } });
  expect(readable(failed)).toBe('ERROR no\nError: \\u009b\n  at x');
});
