import { describe, expect, test } from 'vitest';
import { jsonRefusal } from './json-refusal.ts';

const BOUNDS = { depth: 3, values: 10, characters: 100 };
const refusal = (json: unknown) => jsonRefusal(json, BOUNDS);

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
    expect(refusal(json)).toBeUndefined();
  });

  test.each([
    ['a NUL', { a: { b: ['x\0'] } }, 'character'],
    ['a NUL in a name', { a: { 'b\0': 1 } }, 'character'],
    ['the first half of a pair', ['\ud800'], 'character'],
    ['the second half of a pair', '\udc00', 'character'],
    ['half a pair in a name', { '\ud83e': 1 }, 'character'],
    ['a text cut in the middle of a sign', ['an owl: 🦉'.slice(0, -1)], 'character'],
    ['one level too many', nested(4), '3 levels'],
    ['a hundred thousand levels', nested(100_000), '3 levels'],
    ['one value too many', Array.from({ length: 11 }, () => 0), '10 values'],
    ['one value too many on two levels', [[1, 2, 3, 4], [1, 2, 3, 4], 1], '10 values'],
    ['one character too many', 'x'.repeat(101), '100 characters'],
    ['one character too many with its name', { abc: 'x'.repeat(98) }, '100 characters'],
    ['long names', { ['x'.repeat(101)]: 1 }, '100 characters'],
  ])('with %s is not', (_what, json, reason) => {
    expect(refusal(json)).toContain(reason);
  });

  test('with a member called __proto__ is looked through like any other', () => {
    expect(refusal(JSON.parse('{"__proto__":{"a":"\\u0000"}}'))).toContain('character');
  });
});
