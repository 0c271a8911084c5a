import { expect, test } from 'vitest';
import { newReference } from './spoken-reference.ts';

test('a reference is eight letters that nobody mistakes for others, and each is another', () => {
  const many = Array.from({ length: 2_000 }, newReference);
  expect(new Set(many).size).toBe(2_000);
  expect(many.filter((one) => !/^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(one))).toEqual([]);
  expect(many.filter((one) => /[0O1IL5SU]/.test(one))).toEqual([]);
});
