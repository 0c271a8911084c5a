import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { type ErrorCodeEntry, errorCodes } from './error-codes.ts';
import { InvalidTokenError, TemporarilyUnavailableError } from './errors.ts';

const entries: [string, ErrorCodeEntry][] = Object.entries(errorCodes);
const source = fileURLToPath(new URL('..', import.meta.url));

it('the error reference lists every code as the table has it', () => {
  const reference = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const written = reference.split('\n').filter((line) => line.startsWith('| `'));
  const expected = entries.map(
    ([code, { status, error, description, meaning }]) =>
      `| \`${code}\` | ${status} | ${error === undefined ? '' : `\`${error}\``} | ${description} | ${meaning} |`,
  );
  expect(written).toEqual(expected);
});

it('every code is one that something throws', () => {
  const files = globSync('**/*.ts', { cwd: source }).filter(
    (file) => !file.endsWith('.test.ts') && file !== 'errors/error-codes.ts',
  );
  const text = files.map((file) => readFileSync(source + file, 'utf8')).join('\n');
  expect(entries.map(([code]) => code).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});

it('an error answers as the table says', () => {
  expect(new InvalidTokenError('token_expired', 'for the log')).toMatchObject({
    status: 401,
    error: 'invalid_token',
    description: 'The access token has expired.',
    headers: {},
  });
  expect(new TemporarilyUnavailableError('for the log').headers).toEqual({ 'Retry-After': '1' });
});
