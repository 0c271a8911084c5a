import { describe, expect, test } from 'vitest';
import { everyRendering } from './every-page/every-page.fixture.ts';
import { languageSwitch } from './every-page/language-switch.fixture.ts';
import { english } from './words/en/en.ts';
import { LANGUAGES } from './words/languages.ts';

describe('a page in another language', () => {
  test('is made of the same facts, after they were in a form', () => {
    for (const { name, html, htmlAgain } of everyRendering()) {
      expect(htmlAgain(english), name).toBe(html(english));
    }
  });

  test('does not lead on once more: what it led to has happened', () => {
    const refreshes = everyRendering().filter(({ html }) =>
      html(english).includes('http-equiv="refresh"'),
    );
    expect(refreshes.length).toBeGreaterThan(0);
    const languages = { ...languageSwitch(english), isAgain: true };
    for (const { name, html } of refreshes) {
      expect(html(english, languages), name).not.toContain('http-equiv="refresh"');
    }
  });

  test('is offered on every page, in the name that it has in itself', () => {
    for (const words of LANGUAGES) {
      for (const { name, html } of everyRendering()) {
        const offered = html(words, languageSwitch(words));
        for (const other of LANGUAGES) {
          const button = `value="${other.language}" lang="${other.language}" dir="${other.direction}">${other.endonym}</button>`;
          expect(offered.includes(button), `${name} in ${words.language}`).toBe(other !== words);
        }
      }
    }
  });
});
