import { displayName, displaySentence } from '@gatehouse/display';
import { expect, test } from 'vitest';
import { NAME } from '../document.tsx';
import { everyRendering } from '../every-page/every-page.fixture.ts';
import { readByPeople } from '../every-page/read-by-people.fixture.ts';
import { bracketed, withoutWords } from './bracketed.fixture.ts';
import { english } from './en/en.ts';

const { words, places } = bracketed(english);

const pages = everyRendering().map(({ name, facts, html }) => ({
  name,
  facts: shown(facts),
  texts: readByPeople(html(words)).map(withoutWords),
  html: html(words),
}));

/** Each text that came in, as a page may show it. */
function shown(facts: unknown): Set<string> {
  const all = new Set(['', NAME, `· ${NAME}`]);
  for (const text of textsIn(facts)) {
    for (const form of [text, displayName(text, ''), displaySentence(text)]) all.add(form.trim());
    all.add(`${text}:`);
    if (URL.canParse(text)) all.add(new URL(text).host);
  }
  return all;
}

function textsIn(facts: unknown): string[] {
  if (typeof facts === 'string') return [facts];
  return typeof facts === 'object' && facts !== null ? Object.values(facts).flatMap(textsIn) : [];
}

test('a page says nothing by itself: its words are those that it is given, or facts', () => {
  const own = pages.flatMap(({ name, facts, texts }) =>
    texts.filter(({ rest }) => !facts.has(rest.trim())).map(({ rest }) => `${name}: ${rest}`),
  );
  expect(own).toEqual([]);
});

test('each word is on a page', () => {
  const said = new Set(pages.flatMap(({ texts }) => texts.flatMap((text) => text.places)));
  expect([...places].filter((place) => !said.has(place))).toEqual([]);
});

test('a page says in which language it is', () => {
  for (const { name, html } of pages) {
    expect(html.startsWith('<!doctype html>\n<html lang="x-brackets">'), name).toBe(true);
  }
});
