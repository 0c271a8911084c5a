/**
 * What people read, and nothing else: no page has a word of its own.
 *
 * A language is a folder here that exports one object of the type {@link Words}, listed in `languages.ts`. The
 * compiler says what is missing in it. A page has the words of its reader by `useWords`. What is no word
 * stays out of them: statuses, codes, addresses, names of apps and people. They come into a sentence as facts, so that each
 * language puts them where its grammar wants them, and makes its own lists and plurals.
 *
 * @module
 */
import type { ConsentWords } from './consent.ts';
import type { ErrorWords } from './errors.ts';
import type { HomeWords } from './home.ts';
import type { PartiesWords } from './parties.ts';
import type { SharedWords } from './shared.ts';
import type { SignInWords } from './sign-in.ts';

export interface Words extends SharedWords {
  /** BCP 47: the `lang` of every page, and the locale of numbers and lists */
  readonly language: string;
  /** what it is called by those who speak it: “Deutsch” */
  readonly endonym: string;
  /** in which its texts run */
  readonly direction: 'ltr' | 'rtl';
  readonly parties: PartiesWords;
  readonly signIn: SignInWords;
  readonly consent: ConsentWords;
  readonly errors: ErrorWords;
  readonly home: HomeWords;
}
