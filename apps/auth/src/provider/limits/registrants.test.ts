import { expect, test } from 'vitest';
import { registrants } from './registrants.ts';

const nameOf = registrants(['a key', 'an older key']);
const program = (address: string | undefined) => nameOf({ address, foreign: false });

test('a network has one name, however its address is spelled, and whichever of its addresses it is', () => {
  expect(program('::ffff:203.0.113.7')).toBe(program('203.0.113.7'));
  expect(program('2001:db8:1:2::1')).toBe(program('2001:db8:1:2:ffff::9'));
});

test('another network, a page of another origin and another key have other names', () => {
  const names = [
    program('203.0.113.7'),
    program('203.0.113.8'),
    program('2001:db8:1:2::1'),
    program('2001:db8:1:3::1'),
    program(undefined),
    nameOf({ address: '203.0.113.7', foreign: true }),
    registrants(['an older key'])({ address: '203.0.113.7', foreign: false }),
  ];
  expect(new Set(names).size).toBe(names.length);
});

test('a name holds no address', () => {
  expect(program('203.0.113.7')).toMatch(/^[\w-]{22}$/);
});
