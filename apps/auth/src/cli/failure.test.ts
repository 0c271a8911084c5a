import { DatabaseError } from '@gatehouse/database';
import { ConfigurationError } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import { OperationError } from '../operator/operation-error.ts';
import { SealError } from '../storage/sealing.ts';
import { CommandError } from './command-error.ts';
import { failure } from './failure.ts';

function told(error: unknown, trace = false): { code: number; text: string } {
  const written: string[] = [];
  const code = failure(
    error,
    { stderr: (text) => written.push(text), gatehouse: 'pnpm gatehouse' },
    trace,
  );
  return { code, text: written.join('') };
}

test('a wrong configuration ends with 78, and so does a key that is missing', () => {
  const fault = { variable: 'PORT', problem: 'is "x"', remedy: 'It takes a number.' };
  expect(told(new ConfigurationError([fault]))).toEqual({
    code: 78,
    text: 'PORT is "x". It takes a number.\n',
  });
  expect(told(new SealError('seal_not_opened', 'signing-key')).code).toBe(78);
  expect(told(new SealError('seal_misplaced', 'signing-key')).code).toBe(1);
});

test.each([
  [
    new OperationError({ code: 'unknown_client', clientId: 'x' }),
    'There is no client "x".\n`pnpm gatehouse clients list` shows those that there are.\n',
  ],
  [
    new CommandError({ code: 'server_denied' }),
    'The running server has the database open, and this user may not ask it.\nRun the command as the user that the server runs as.\n',
  ],
  [new DatabaseError('closed', 'It is so.', 'Do that.'), 'It is so.\nDo that.\n'],
])('what is known is told in two sentences: %s', (error, text) => {
  expect(told(error)).toEqual({ code: 1, text });
});

test('where it failed is said where that is asked for', () => {
  expect(told(new Error('so'), true).text).toMatch(/failure\.test\.ts/);
});

test.each([
  new TypeError('x is not a function\n  and more'),
  'a text',
  undefined,
  new Error(''),
  Object.assign(new Error('no'), { code: 'EIO' }),
])('what nobody thought of is told without a stack trace, unless it is asked for: %s', (error) => {
  const { code, text } = told(error);
  expect(code).toBe(1);
  expect(text).toMatch(/^Something failed that should not: [^\n]*\nIf it happens again, [^\n]+\n$/);
  expect(text).not.toMatch(/\bat /);
  expect(told(error, true).text).not.toMatch(/--trace/);
});
