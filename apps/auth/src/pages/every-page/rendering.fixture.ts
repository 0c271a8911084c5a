import type { Words } from '../words/words.ts';

/** One page in one state. */
export interface Rendering {
  /** “login: two providers, one emulated” */
  readonly name: string;
  /** what came in: all that a page may say besides words */
  readonly facts: unknown;
  readonly html: (words: Words) => string;
}

/** @param name of the state; the page's own name is put before it */
export function rendering<Props>(
  page: (props: Props, words: Words) => string,
  name: string,
  facts: Props,
): Rendering {
  return { name, facts, html: (words) => page(facts, words) };
}
