import type { IncomingMessage } from 'node:http';
import {
  nameOfPage,
  type Page,
  type PageBrand,
  renderPage,
  type Words,
} from '../../pages/pages.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import type { Again, PagesAgain } from '../languages/again.ts';
import { wordsFor } from './words-for.ts';

/** What every page is made with, whoever sends it. */
export interface PageMaking {
  /** whoever runs this server */
  readonly brand: PageBrand;
  readonly again: PagesAgain;
  /** every language; the first is for whoever understands none of them */
  readonly languages: readonly [Words, ...Words[]];
}

/** What a page is sent for. */
export interface Occasion {
  /** the path at which it can be had again, if there is one */
  readonly at?: string | undefined;
  /** it was shown before, and comes again in another language */
  readonly isAgain?: boolean;
  readonly inAuthorizationFlow: boolean;
}

export interface MadePage {
  readonly html: string;
  /** of the language that was chosen for it */
  readonly headers: { readonly 'Content-Language': string };
}

/** What of a request chooses among languages (RFC 9110 §12.5.5). */
export const CHOSEN_BY = 'Accept-Language, Cookie';

/** A page in the words of its reader, with what it comes again by in the other languages. */
export function madePage<Props extends object>(
  req: IncomingMessage,
  { brand, again, languages: all }: PageMaking,
  page: Page<Props>,
  props: NoInfer<Props>,
  { at, isAgain = false, inAuthorizationFlow }: Occasion,
): MadePage {
  const words = wordsFor(req, all);
  const itself: Again =
    at === undefined ? { page: nameOfPage(page), props, inAuthorizationFlow } : { at };
  const languages = {
    action: ENDPOINTS.language.path,
    page: again.seal(itself),
    others: all.filter((other) => other !== words),
    isAgain,
  };
  return {
    html: renderPage(page, props, { words, brand, languages }),
    headers: { 'Content-Language': words.language },
  };
}
