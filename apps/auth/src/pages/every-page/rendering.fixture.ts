import type { Brand } from '@gatehouse/look';
import type { LanguageSwitch } from '../language-switch.tsx';
import { nameOfPage, PAGES } from '../pages-by-name.ts';
import { type Page, renderPage } from '../render.tsx';
import type { Words } from '../words/words.ts';

/** One page in one state. */
export interface Rendering {
  /** “login: two providers, one emulated” */
  readonly name: string;
  /** what came in: all that a page may say besides words */
  readonly facts: unknown;
  readonly brand: Brand;
  readonly html: (words: Words, languages?: LanguageSwitch) => string;
  /** the same of what is left of the facts in a form (http/languages/again.ts) */
  readonly htmlAgain: (words: Words) => string;
}

/** @param name of the state; the page's own name is put before it */
export function rendering<Props extends object>(
  page: Page<Props>,
  name: string,
  facts: NoInfer<Props>,
  brand: Brand = {},
): Rendering {
  return {
    name,
    facts: { facts, brand },
    brand,
    html: (words, languages) =>
      renderPage(page, facts, { words, brand, ...(languages && { languages }) }),
    htmlAgain: (words) =>
      renderPage(
        PAGES[nameOfPage(page)] as Page<object>,
        JSON.parse(JSON.stringify(facts)) as object,
        {
          words,
          brand,
        },
      ),
  };
}
