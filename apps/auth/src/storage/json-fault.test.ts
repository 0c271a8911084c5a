import { describe, expect, test } from 'vitest';
import { jsonFault } from './json-fault.ts';

const BOUNDS = { depth: 3, values: 10, characters: 100 };
const fault = (json: unknown) => jsonFault(json, BOUNDS);

/** Arrays inside each other. */
function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
}

describe('JSON from outside', () => {
  test.each([
    null,
    1e308,
    '',
    'ok 🦉',
    [],
    {},
    { a: { b: ['c'] } },
    Array.from({ length: 10 }, () => ''),
    { [''.padEnd(50, 'n')]: ''.padEnd(50, 'v') },
    // As text, not as the character.
    { a: 'b\\u0000c\\ud800' },
  ])('%j is taken', (json) => {
    expect(fault(json)).toBeUndefined();
  });

  test.each([
    ['a NUL', { a: { b: ['x\0'] } }, { code: 'no_character' }],
    ['a NUL in a name', { a: { 'b\0': 1 } }, { code: 'no_character' }],
    ['the first half of a pair', ['\ud800'], { code: 'no_character' }],
    ['the second half of a pair', '\udc00', { code: 'no_character' }],
    ['half a pair in a name', { '\ud83e': 1 }, { code: 'no_character' }],
    ['a text cut in the middle of a sign', ['an owl: 🦉'.slice(0, -1)], { code: 'no_character' }],
    ['one level too many', nested(4), { code: 'too_deep', most: 3 }],
    ['a hundred thousand levels', nested(100_000), { code: 'too_deep', most: 3 }],
    [
      'one value too many',
      Array.from({ length: 11 }, () => 0),
      { code: 'too_many_values', most: 10 },
    ],
    [
      'one value too many on two levels',
      [[1, 2, 3, 4], [1, 2, 3, 4], 1],
      { code: 'too_many_values', most: 10 },
    ],
    ['one character too many', 'x'.repeat(101), { code: 'too_many_characters', most: 100 }],
    [
      'one character too many with its name',
      { abc: 'x'.repeat(98) },
      { code: 'too_many_characters', most: 100 },
    ],
    ['long names', { ['x'.repeat(101)]: 1 }, { code: 'too_many_characters', most: 100 }],
  ])('with %s is not', (_what, json, reason) => {
    expect(fault(json)).toEqual(reason);
  });

  test('with a member called __proto__ is looked through like any other', () => {
    expect(fault(JSON.parse('{"__proto__":{"a":"\\u0000"}}'))).toEqual({ code: 'no_character' });
  });
});
