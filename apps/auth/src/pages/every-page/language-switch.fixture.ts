import type { LanguageSwitch } from '../language-switch.tsx';
import { LANGUAGES } from '../words/languages.ts';
import type { Words } from '../words/words.ts';

/** What a page in one language has in its foot. */
export function languageSwitch(words: Words): LanguageSwitch {
  return {
    action: '/language',
    page: 'sealed',
    others: LANGUAGES.filter((other) => other !== words),
  };
}
