import { expect, it } from 'vitest';

import { quote } from './quote.ts';

it.each([
  ['plain', '"plain"'],
  ['a"b\n', '"a\\"b\\n"'],
  ['\u001b[31m', '"\\u001b[31m"'],
  ['\u009b31m', '"\\u009b31m"'],
  ['a\u202eb\u2066c\u200b', '"a\\u202eb\\u2066c\\u200b"'],
  ['\u2028\u{e0041}', '"\\u2028\\udb40\\udc41"'],
  ['\ud800', '"\\ud800"'],
  ['ü株', '"ü株"'],
  ['x'.repeat(81), `"${'x'.repeat(77)}..."`],
])('%j is quoted so that a terminal shows it and does nothing', (value, quoted) => {
  expect(quote(value)).toBe(quoted);
});
