import { expect, test } from 'vitest';
import { errorType } from './error-type.ts';

class UnknownIssuer extends Error {}

test.each([
  [Object.assign(new Error('of ada'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [Object.assign(new Error('of ada'), { code: 'unavailable', fault: '57014' }), '57014'],
  [Object.assign(new TypeError('of ada'), { code: 'with a space' }), 'TypeError'],
  [Object.assign(new Error('of ada'), { code: 'a'.repeat(65) }), 'Error'],
  [new UnknownIssuer('of ada'), 'UnknownIssuer'],
  [Object.assign(new Error('of ada'), { name: 'ada@example.com' }), 'Error'],
  [503, '503'],
  ['thrown', 'unknown'],
  ['thrown text', 'unknown'],
  [undefined, 'unknown'],
])('of %o it is %s', (error, type) => {
  expect(errorType(error)).toBe(type);
});
