import { expect, test } from 'vitest';
import { terminalLine, terminalText } from './terminal-text.ts';

/** Characters that a terminal acts on or does not show, by kind. */
const STEERING = {
  'a C0 control': '\u001b[2J',
  'a carriage return': 'ours\rtheirs',
  'a tab': '\t',
  delete: '\u007f',
  'a C1 control': '\u009b2J',
  'next line': '\u0085',
  'a bidi override': '\u202e',
  'a bidi isolate': '\u2066',
  'an Arabic letter mark': '\u061c',
  'a zero-width space': '\u200b',
  'a zero-width joiner': '\u200d',
  'a byte-order mark': '\ufeff',
  'a soft hyphen': '\u00ad',
  'a blank filler': '\u3164',
  'a line separator': '\u2028',
  'a paragraph separator': '\u2029',
  'a tag character': '\u{e0041}',
  'a lone surrogate': '\ud800',
  'private use': '\ue000',
};

test.each(Object.entries(STEERING))('%s is shown as its escape', (_what, text) => {
  const shown = terminalText(`a${text}b`);
  expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
  expect(JSON.parse(`"${shown}"`)).toBe(`a${text}b`);
});

test('JSON means the same afterwards, and what is readable stays', () => {
  const value = {
    [`k\u009b`]: ['\\\u202e', '"\u2028', 'é, 株式会社 ☕', ...Object.values(STEERING)],
  };
  const json = terminalText(JSON.stringify(value));
  expect(JSON.parse(json)).toEqual(value);
  expect(terminalText('é, 株式会社, شركة ☕\nnext')).toBe('é, 株式会社, شركة ☕\nnext');
});

test('a line cannot begin another one', () => {
  expect(terminalLine('ours\nkind: theirs')).toBe('ours\\nkind: theirs');
});
