import { describe, expect, test } from 'vitest';
import { addressBucket, UNKNOWN_ADDRESS } from './address-bucket.ts';

test.each([
  '203.0.113.7',
  '::ffff:203.0.113.7',
  '::FFFF:203.0.113.7',
  '::ffff:cb00:7107',
  '0:0:0:0:0:ffff:203.0.113.7',
  '::ffff:203.0.113.7%eth0',
  '203.0.113.7:49152',
  '[::ffff:203.0.113.7]:49152',
  ' 203.0.113.7 ',
])('%j is one IPv4 address, however it is written', (address) => {
  expect(addressBucket(address)).toBe('203.0.113.7');
});

test.each([
  '2001:db8:0:1::1',
  '2001:DB8:0:1:ffff:ffff:ffff:ffff',
  '2001:0db8:0000:0001:0:0:0:2',
  '2001:db8:0:1::203.0.113.7',
  '[2001:db8:0:1::1]:443',
  '2001:db8:0:1::1%en0',
])('%j belongs to one /64', (address) => {
  expect(addressBucket(address)).toBe('2001:db8:0:1::/64');
});

test('other networks are others', () => {
  const addresses = ['2001:db8:0:2::1', '2001:db8::1', '::1', '203.0.113.8', '0.0.0.0'];
  expect(new Set(addresses.map(addressBucket)).size).toBe(addresses.length);
});

describe('what is no address', () => {
  test.each([
    undefined,
    '',
    'a',
    '1.2.3',
    '1.2.3.4.5',
    '999.1.1.1',
    '::ffff:zz',
    '1.2.3.4, 5.6.7.8',
    '%',
    '[',
    '[]',
    '[::1',
    ':::',
    '1.2.3.4:x',
    '\0',
    '::1]@[::2',
    `${'1:'.repeat(9_000)}1`,
  ])('counts as one: %j', (address) => {
    expect(addressBucket(address)).toBe(UNKNOWN_ADDRESS);
  });
});
