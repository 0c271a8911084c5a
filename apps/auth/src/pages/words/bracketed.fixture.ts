import type { Words } from './words.ts';

/** A word in brackets, with the place where it stands among the words: `⟦Sign in¦signIn.login.title⟧`. */
const BRACKETED = /⟦[^⟦⟧¦]*¦([^⟦⟧]*)⟧/g;

/** A language of which each word says that it is one. */
export interface Bracketed {
  readonly words: Words;
  /** the place of each word */
  readonly places: ReadonlySet<string>;
}

/** The same words, each in brackets. */
export function bracketed(words: Words): Bracketed {
  const places = new Set<string>();
  const { language: _, endonym, direction, ...spoken } = words;
  const said = wrapped(spoken, '', places) as Omit<Words, 'language' | 'endonym' | 'direction'>;
  return { words: { language: 'x-brackets', endonym, direction, ...said }, places };
}

function wrapped(word: unknown, place: string, places: Set<string>): unknown {
  if (typeof word === 'object' && word !== null) {
    const at = (name: string) => (place === '' ? name : `${place}.${name}`);
    const entries = Object.entries(word).map(([name, one]) => [
      name,
      wrapped(one, at(name), places),
    ]);
    const copy = Object.fromEntries(entries) as object;
    return Array.isArray(word) ? Object.values(copy) : copy;
  }
  places.add(place);
  if (typeof word !== 'function') return inBrackets(word, place);
  return (...facts: unknown[]) => inBrackets(Reflect.apply(word, undefined, facts), place);
}

/** Only texts are words; the rest of a sentence is markup, which came in. */
function inBrackets(said: unknown, place: string): unknown {
  if (Array.isArray(said)) return said.map((part: unknown) => inBrackets(part, place));
  return typeof said === 'string' ? `⟦${said}¦${place}⟧` : said;
}

/**
 * Takes the words out of a text: those in brackets, also where one is a fact of another.
 *
 * @returns what is left, and the places of the words that were there
 */
export function withoutWords(text: string): { readonly rest: string; readonly places: string[] } {
  const places: string[] = [];
  let rest = text;
  let before: string;
  do {
    before = rest;
    rest = before.replace(BRACKETED, (_, place: string) => {
      places.push(place);
      return '';
    });
  } while (rest !== before);
  return { rest, places };
}
