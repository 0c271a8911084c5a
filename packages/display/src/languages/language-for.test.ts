import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Languages, languageFor, type LanguageWishes } from './language-for.ts';

const LANGUAGES: Languages = ['en', 'de', 'pt-BR', 'zh-Hant'];

test.each<[string, string]>([
  // one tag, and what it is looked up as (RFC 4647 §3.4)
  ['de', 'de'],
  ['DE', 'de'],
  ['de-AT', 'de'],
  ['de-CH-1996', 'de'],
  ['de-Latn-DE-x-home', 'de'],
  ['zh-Hant-TW', 'zh-Hant'],
  ['pt-br', 'pt-BR'],
  ['pt', 'en'],
  ['zh-Hans', 'en'],
  ['dev', 'en'],
  ['d', 'en'],
  ['fr', 'en'],
  // what Chrome, Firefox and Safari send
  ['de-AT,de;q=0.9,en-US;q=0.8,en;q=0.7', 'de'],
  ['en-US,en;q=0.9,de;q=0.8', 'en'],
  ['en-US,en;q=0.5', 'en'],
  ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', 'en'],
  ['fr-CH, fr;q=0.9, de;q=0.8, en;q=0.7, *;q=0.5', 'de'],
  // weights (RFC 9110 §12.4.2)
  ['en;q=0.5, de', 'de'],
  ['en;q=0.5,de;q=0.51', 'de'],
  ['de;q=0', 'en'],
  ['de;q=0.000, zh-Hant;q=0.001', 'zh-Hant'],
  ['fr, de;q=0.2', 'de'],
  ['*', 'en'],
  ['*, de;q=0.1', 'de'],
  // nobody sends these
  ['', 'en'],
  [',,;,', 'en'],
  ['de;q=high', 'en'],
  ['de;q=-1', 'en'],
  [';q=1', 'en'],
  ['d€', 'en'],
  ['de--AT', 'en'],
  ['en_US, de', 'de'],
])('Accept-Language: %s is answered in “%s”', (acceptLanguage, language) => {
  expect(languageFor({ acceptLanguage }, LANGUAGES)).toBe(language);
});

test.each<[LanguageWishes['uiLocales'], string]>([
  ['de', 'de'],
  ['de-AT en', 'de'],
  ['fr-CA fr pt-BR de', 'pt-BR'],
  ['fr  de', 'de'],
  ['fr it', 'en'],
  ['', 'en'],
  ['de,en', 'en'],
  ['*', 'en'],
  [['de', 'en'], 'en'],
  [undefined, 'en'],
  [7, 'en'],
])('ui_locales=%j means “%s”', (uiLocales, language) => {
  expect(languageFor({ uiLocales }, LANGUAGES)).toBe(language);
});

test.each<[string, LanguageWishes, string]>([
  [
    'the person’s own choice, before everything',
    { chosen: 'de', uiLocales: 'pt-BR', acceptLanguage: 'en' },
    'de',
  ],
  [
    'what the client says, before the browser',
    { uiLocales: 'pt-BR', acceptLanguage: 'de' },
    'pt-BR',
  ],
  ['the browser, where nobody else says anything', { acceptLanguage: 'de' }, 'de'],
  [
    'the browser, where the client names nothing of ours',
    { uiLocales: 'fr', acceptLanguage: 'de' },
    'de',
  ],
  ['the client, where the choice is none of ours', { chosen: 'fr', uiLocales: 'de' }, 'de'],
  [
    'no part of a choice: it is one of ours or nothing',
    { chosen: 'de-AT', uiLocales: 'pt-BR' },
    'pt-BR',
  ],
  ['the first of ours, where nobody says anything', {}, 'en'],
])('what counts is %s', (_what, wishes, language) => {
  expect(languageFor(wishes, LANGUAGES)).toBe(language);
});

/** Pieces of what a header or a parameter may be made of to do harm. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'de',
        'en',
        '-',
        '--',
        ',',
        ';',
        'q',
        '=',
        '"',
        '\\',
        '*',
        ' ',
        '\t',
        '0',
        '1e9',
      ),
      fc.constantFrom('__proto__', 'constructor', 'x-', 'i-', '\u0000', '\u202e', '%0d%0a', '\r\n'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 300 },
  )
  .map((pieces) => pieces.join(''));

test('whatever is sent, the answer is in a language of ours', () => {
  fc.assert(
    fc.property(hostile, fc.anything(), hostile, (chosen, uiLocales, acceptLanguage) => {
      const language = languageFor({ chosen, uiLocales, acceptLanguage }, LANGUAGES);
      expect(LANGUAGES).toContain(language);
    }),
  );
});

test('what names no language takes nothing from the one behind it', () => {
  const junk = fc.stringMatching(/^[^,;"\\a-zA-Z]{0,20}$/);
  fc.assert(
    fc.property(fc.array(junk, { maxLength: 20 }), (pieces) => {
      expect(languageFor({ acceptLanguage: [...pieces, 'de'].join(',') }, LANGUAGES)).toBe('de');
    }),
  );
});

test.each([
  ['commas', ','.repeat(10_000)],
  ['ranges', 'a,'.repeat(5_000)],
  ['subtags', `a${'-a'.repeat(5_000)}`],
  ['quotes', '"\\'.repeat(5_000)],
  ['parameters', `de${';q=1'.repeat(2_500)}`],
])('10 kB of %s cost what their beginning costs', (_what, long) => {
  const cost = (text: string) => {
    const before = process.cpuUsage();
    for (let round = 0; round < 50; round += 1) {
      languageFor({ uiLocales: text, acceptLanguage: text }, LANGUAGES);
    }
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  cost(long);
  const short = Math.min(...Array.from({ length: 3 }, () => cost(long.slice(0, 500))));
  const whole = Math.min(...Array.from({ length: 3 }, () => cost(long)));
  expect(whole).toBeLessThan(3 * short + 20_000);
});
