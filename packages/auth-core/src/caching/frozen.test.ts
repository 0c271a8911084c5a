import { expect, it } from 'vitest';

import { frozenJson } from './frozen.ts';

it('a copy is equal, apart from the original, and frozen however deep one reaches', () => {
  const original = { a: [{ b: 1 }], c: null, d: undefined };
  const copy = frozenJson(original);
  expect(copy).toEqual(original);
  original.a.push({ b: 2 });
  expect(copy.a).toHaveLength(1);
  expect(() => copy.a.push({ b: 3 })).toThrow(TypeError);
  expect(() => Object.assign(copy.a[0] ?? {}, { b: 4 })).toThrow(TypeError);
  expect(() => Object.assign(copy, { e: 5 })).toThrow(TypeError);
});

it('__proto__ is a member like any other', () => {
  const copy = frozenJson(JSON.parse('{"__proto__":{"admin":true}}'));
  expect(Object.keys(copy)).toEqual(['__proto__']);
  expect(copy.admin).toBeUndefined();
});

it.each<[string, unknown]>([
  ['a function', { a: () => {} }],
  ['a date', { a: new Date(0) }],
  ['a map', new Map()],
  ['bytes', [new Uint8Array(1)]],
  ['a nest of 10,000', JSON.parse('['.repeat(10_000) + ']'.repeat(10_000))],
])('%s is refused', (_what, value) => {
  expect(() => frozenJson(value)).toThrow(TypeError);
});
