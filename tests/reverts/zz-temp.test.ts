import { expectNoticed } from './expect-noticed.ts';
const tests = ['src/compose.languages.test.ts'];
const f = 'src/http/';
expectNoticed(
  'apps/auth',
  [
    {
      defence: 'T1 cookie',
      file: f + 'sending/words-for.ts',
      find: 'served?.chosenLanguage ?? chosenLanguage(cookie, tags, secure)',
      replace: 'served?.chosenLanguage',
      tests,
    },
    {
      defence: 'T2 same origin',
      file: f + 'languages/choosing.ts',
      find: 'router.post(path, sameOriginOnly(publicUrl), form,',
      replace: 'router.post(path, form,',
      tests,
    },
    {
      defence: 'T3 closed set',
      file: f + 'languages/choosing.ts',
      find: 'if (chosen === undefined) throw',
      replace: 'if (chosen === null) throw',
      tests,
    },
    {
      defence: 'T4 ui_locales of the address',
      file: f + 'sending/words-for.ts',
      find: 'served?.uiLocales ?? localesAsked(req)',
      replace: 'served?.uiLocales',
      tests,
    },
    {
      defence: 'T5 seal',
      file: f + 'languages/choosing.ts',
      find: 'again.open(sealed)',
      replace:
        "(JSON.parse(Buffer.from(String(sealed).split('.')[0] || 'bnVsbA', 'base64url').toString() || 'null') ?? undefined)",
      tests,
    },
    {
      defence: 'T6 status',
      file: f + 'sending/made-page.ts',
      find: "{ 'Content-Language': words.language }",
      replace: "{ 'Content-Language': 'en' }",
      tests,
    },
  ],
  'src/version.test.ts',
);
