import { expect, test } from 'vitest';
import { english } from '../en/en.ts';
import { german } from './de.ts';

/** What is called the same in both languages. */
const THE_SAME =
  /^(?:App|Server|Code|Scopes|OAuth|OpenID Connect|GitHub|Google|Claude Code|VS Code|Cursor|Codex|MCP Inspector|Optional|[{}\w, ]*\{\w+\}[{}\w, ]*)$/;

/** The texts among words, each by its place; what makes a text of facts is none. */
function texts(words: unknown, place = ''): [place: string, text: string][] {
  if (typeof words === 'string') return [[place, words]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([name, one]) => texts(one, `${place}.${name}`));
}

test('nothing is left in English', () => {
  const inEnglish = new Map(texts(english));
  const same = texts(german).filter(
    ([place, text]) =>
      text === inEnglish.get(place) && !THE_SAME.test(text) && place !== '.direction',
  );
  expect(same).toEqual([]);
});

test('quotes are German ones, and open as often as they close', () => {
  for (const [place, text] of texts(german)) {
    expect(text, place).not.toMatch(/["”‘]/);
    expect(text.match(/„/g)?.length, place).toBe(text.match(/“/g)?.length);
  }
});

test('people are addressed formally, and as people rather than as signs of a gender', () => {
  for (const [place, text] of texts(german)) {
    expect(text, place).not.toMatch(
      /\b(?:du|dein\w*|dich|dir|euch|eure\w*)\b|\w[*:_]in(?:nen)?\b/i,
    );
  }
});
