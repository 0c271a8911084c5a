import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyWeakness } from './key-strength.ts';
import { decodeKey } from './key-rings.ts';

test('a key is read in both base64 alphabets', () => {
  const bytes = Buffer.from('fbff'.repeat(16), 'hex');
  const expected = new Uint8Array(bytes);
  expect(decodeKey(bytes.toString('base64'))).toEqual(expected);
  expect(decodeKey(bytes.toString('base64url'))).toEqual(expected);
});

test.each([
  ['31 bytes', Buffer.alloc(31, 7).toString('base64')],
  ['33 bytes', Buffer.alloc(33, 7).toString('base64')],
  ['hex', Buffer.alloc(32, 7).toString('hex')],
  ['a foreign character', `${Buffer.alloc(32, 7).toString('base64url').slice(1)}!`],
  ['bits after the end', `${'A'.repeat(42)}B`],
  ['nothing', ''],
])('%s is no key', (_, text) => expect(decodeKey(text)).toBeUndefined());

test('random keys are never called weak', () => {
  for (let made = 0; made < 2000; made += 1) {
    const bytes = randomBytes(32);
    expect(keyWeakness(bytes.toString('base64url'), bytes)).toBeUndefined();
  }
});
