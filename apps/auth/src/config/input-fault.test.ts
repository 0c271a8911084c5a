import { expect, test } from 'vitest';
import { z } from 'zod';
import { inWords } from '../faults/fault.ts';
import { INPUT_WORDS } from './faults-in-words.ts';
import { inputFault, own } from './input-fault.ts';

const Schema = z.strictObject({
  name: z.string().min(1).max(5).optional(),
  count: z.number().int().min(2).max(4).optional(),
  kind: z.enum(['a', 'b']).optional(),
  list: z.array(z.string()).min(1).optional(),
  yes: z.boolean().optional(),
  own: z
    .string()
    .refine((text) => text !== 'x', own('no_scope'))
    .refine((text) => text !== 'y', 'a sentence for nobody')
    .optional(),
  needed: z.string(),
  names: z
    .record(
      z.string().refine((name) => name.startsWith('a'), own('not_a_scope_name')),
      z.string(),
    )
    .optional(),
});

const problems = (input: object) =>
  (Schema.safeParse({ needed: '', ...input }).error?.issues ?? []).map((issue) =>
    inWords(INPUT_WORDS, inputFault(issue)),
  );

test.each<[object, string]>([
  [{ name: '' }, 'is empty'],
  [{ name: 'abcdef' }, 'is longer than 5 characters'],
  [{ name: 3 }, 'is not text'],
  [{ name: null }, 'is not text'],
  [{ count: 1 }, 'is less than 2'],
  [{ count: 5 }, 'is more than 4'],
  [{ count: 2.5 }, 'is not a whole number'],
  [{ kind: 'c' }, 'is none of a, b'],
  [{ list: [] }, 'is empty'],
  [{ list: 'x' }, 'is not a list'],
  [{ yes: 'yes' }, 'is not true or false'],
  [{ own: 'x' }, 'names no scope'],
  [{ needed: undefined }, 'is missing'],
  [{ own: 'y' }, 'is not as it should be'],
  [{ names: { b: 'x' } }, 'is not a scope name'],
  [{ other: 1, 'more\u001b': 2 }, 'holds "other" and "more\\u001b", which has no meaning here'],
])('%j is told in words of ours', (input, words) => {
  expect(problems(input)).toEqual([words]);
});
