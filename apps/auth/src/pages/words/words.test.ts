import { claimedName, displayName, displaySentence } from '@gatehouse/display';
import { describe, expect, test } from 'vitest';
import { hostInParts, SOFTWARE as NAME } from '@gatehouse/look/components';
import { everyPage, everyRendering } from '../every-page/every-page.fixture.ts';
import { readByPeople } from '../every-page/read-by-people.fixture.ts';
import { bracketed, withoutWords } from './bracketed.fixture.ts';
import { english } from './en/en.ts';
import { LANGUAGES } from './languages.ts';

/** Each text that came in, as a page may show it. */
function shown(facts: unknown): Set<string> {
  const all = new Set(['', NAME, `· ${NAME}`]);
  for (const text of textsIn(facts)) {
    for (const form of [text, displayName(text, ''), claimedName(text, ''), displaySentence(text)])
      all.add(form.trim());
    all.add(`${text}:`);
    // The operator's name ends every title.
    all.add(`· ${text}`.trim());
    for (const host of URL.canParse(text) ? [text, new URL(text).host] : [text]) {
      const { before, end } = hostInParts(host);
      all.add(host).add(before).add(end);
    }
  }
  return all;
}

function textsIn(facts: unknown): string[] {
  if (typeof facts === 'string') return [facts];
  return typeof facts === 'object' && facts !== null ? Object.values(facts).flatMap(textsIn) : [];
}

describe.each(LANGUAGES.map((language) => [language.language, language] as const))(
  'words in “%s”',
  (_language, spoken) => {
    const { words, places } = bracketed(spoken);
    const pages = everyRendering().map(({ name, facts, html }) => ({
      name,
      facts: shown(facts),
      texts: readByPeople(html(words)).map(withoutWords),
    }));

    test('are all that a page says, but for facts', () => {
      const own = pages.flatMap(({ name, facts, texts }) =>
        texts.filter(({ rest }) => !facts.has(rest.trim())).map(({ rest }) => `${name}: ${rest}`),
      );
      expect(own).toEqual([]);
    });

    test('are each on a page', () => {
      const said = new Set(pages.flatMap(({ texts }) => texts.flatMap((text) => text.places)));
      expect([...places].filter((place) => !said.has(place))).toEqual([]);
    });
  },
);

test('a page says in which language it is', () => {
  const { words } = bracketed(english);
  for (const [name, html] of Object.entries(everyPage(words))) {
    expect(html.startsWith('<!doctype html>\n<html lang="x-brackets" dir="ltr">'), name).toBe(true);
  }
});
