import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from '../../../events/logger.ts';
import { GRANT_TYPE_NAMES, GRANT_TYPES, servedGrantTypes } from './grant-types.ts';

test('each grant type has a name of its own, and needs one that there is', () => {
  expect(new Set(GRANT_TYPE_NAMES).size).toBe(GRANT_TYPES.length);
  const needed = GRANT_TYPES.flatMap(({ needs }) => needs?.grantType ?? []);
  expect(GRANT_TYPE_NAMES).toEqual(expect.arrayContaining(needed));
});

test('one that the operator has switched off is not served', () => {
  const names = (clientCredentials: boolean) =>
    servedGrantTypes({ clientCredentials }).map(({ name }) => name);
  expect(names(true)).toEqual(GRANT_TYPE_NAMES);
  expect(names(false)).toEqual(GRANT_TYPE_NAMES.filter((name) => name !== 'client_credentials'));
});

const presented = GRANT_TYPES.flatMap(({ presents }) => presents?.parameter ?? []);

test.each(presented)('what %s presents never reaches the log', (parameter) => {
  const output = new PassThrough();
  createLogger('info', output).info({ params: { [parameter]: 'a secret' } }, 'a request');
  const line = String(output.read());
  expect(line).toContain('a request');
  expect(line).not.toContain('a secret');
});
