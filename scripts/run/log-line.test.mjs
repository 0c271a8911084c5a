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
