import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from '../../../events/logger.ts';
import { GRANT_TYPE_NAMES, GRANT_TYPES, grantTypeNamed, servedGrantTypes } from './grant-types.ts';

test('each grant type has a name of its own, and needs one that there is', () => {
  expect(new Set(GRANT_TYPE_NAMES).size).toBe(GRANT_TYPES.length);
  for (const { needs } of GRANT_TYPES) {
    if (needs?.grantType !== undefined) expect(grantTypeNamed(needs.grantType)).toBeDefined();
  }
});

test('one that the operator has switched off is not served', () => {
  const names = (clientCredentials: boolean) =>
    servedGrantTypes({ clientCredentials }).map(({ name }) => name);
  expect(names(true)).toEqual(GRANT_TYPE_NAMES);
  expect(names(false)).toEqual(['authorization_code', 'refresh_token']);
});

const presented = GRANT_TYPES.flatMap(({ presents }) => presents?.parameter ?? []);

test.each(presented)('what %s presents never reaches the log', (parameter) => {
  const output = new PassThrough();
  createLogger('info', output).info({ params: { [parameter]: 'a secret' } }, 'a request');
  const line = String(output.read());
  expect(line).toContain('a request');
  expect(line).not.toContain('a secret');
});
