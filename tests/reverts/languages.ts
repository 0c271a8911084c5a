import type { Revert } from './revert.ts';

const LANGUAGE = ['src/languages/language-for.test.ts'];
const COOKIE = ['src/languages/language-cookie.test.ts'];

/** What `packages/display` makes of what a request says about languages. */
export const LANGUAGES: readonly Revert[] = [
  {
    defence: 'what is read of a wish has an end',
    file: 'src/languages/language-for.ts',
    find: 'const READ = 500;',
    replace: 'const READ = 50_000;',
    tests: LANGUAGE,
  },
  {
    defence: 'what a person chose goes before what a client says',
    file: 'src/languages/language-for.ts',
    find: 'tags.find((tag) => tag === chosen) ??\n    lookup(tags, localesIn(uiLocales)) ??',
    replace: 'lookup(tags, localesIn(uiLocales)) ??\n    tags.find((tag) => tag === chosen) ??',
    tests: LANGUAGE,
  },
  {
    defence: 'a cookie names a language of ours or nothing',
    file: 'src/languages/language-cookie.ts',
    find: 'if (languages.includes(value)) return value;',
    replace: 'return value;',
    tests: COOKIE,
  },
  {
    defence: 'over https no cookie counts that a sibling domain can set',
    file: 'src/languages/language-cookie.ts',
    find: "secure ? '__Host-gatehouse_language' : 'gatehouse_language'",
    replace: "'gatehouse_language'",
    tests: COOKIE,
  },
];
