import type { Revert } from './revert.ts';

const ACCENT = ['src/accent/read-accent.test.ts'];
const LOGO = ['src/logo/read-logo.test.ts'];
const OPERATOR = ['src/read-operator.test.ts'];

/** What `packages/brand` refuses of an operator's name, logo and colour. */
export const BRAND: readonly Revert[] = [
  {
    defence: 'a name holds nothing that is not seen',
    file: 'src/name.ts',
    find: 'if (unseen !== undefined) {',
    replace: "if (unseen === 'x') {",
    tests: OPERATOR,
  },
  {
    defence: 'a name is not cut off',
    file: 'src/name.ts',
    find: 'if (length > LONGEST) return',
    replace: 'if (length > LONGEST * 9) return',
    tests: OPERATOR,
  },
  {
    defence: 'whom to ask is judged like a name',
    file: 'src/contact.ts',
    find: ': nameProblem(name);',
    replace: ': undefined;',
    tests: OPERATOR,
  },
  {
    defence: 'a link leads to the web',
    file: 'src/link.ts',
    find: 'if (!/^https?:\\/\\//i.test(text) || !URL.canParse(text)) return undefined;',
    replace: 'if (!URL.canParse(text)) return undefined;',
    tests: OPERATOR,
  },
  {
    defence: 'in production nobody is led to plain http',
    file: 'src/link.ts',
    find: "return protocol === 'https:' || plainToo ? href : undefined;",
    replace: 'return protocol || plainToo ? href : undefined;',
    tests: OPERATOR,
  },
  {
    defence: 'a colour can be read',
    file: 'src/accent/read-accent.ts',
    find: 'if (missed === undefined) return;',
    replace: 'if (missed !== null) return;',
    tests: ACCENT,
  },
  {
    defence: 'a colour is made dark until it can be read',
    file: 'src/accent/judge-accent.ts',
    find: "return nearestThatDoes(withLightness(muted, 0.8), 'dark');",
    replace: 'return withLightness(muted, 0.5);',
    tests: ACCENT,
  },
  {
    defence: 'a logo has an end',
    file: 'src/logo/read-logo.ts',
    find: "if (!stats.isFile()) return { problem: 'names something that is no file' };",
    replace: '',
    tests: LOGO,
  },
  {
    defence: 'a logo is small',
    file: 'src/logo/read-logo.ts',
    find: 'if (size > LARGEST) {',
    replace: 'if (size > LARGEST * 2) {',
    tests: LOGO,
  },
  {
    defence: 'a logo is whole',
    file: 'src/logo/judge-image.ts',
    find: '|| !kind.isWhole(body)',
    replace: '',
    tests: LOGO,
  },
  {
    defence: 'a logo is what browsers show',
    file: 'src/logo/judge-svg.ts',
    find: 'return root.uri === NAMESPACE ?',
    replace: 'return root.uri !== undefined ?',
    tests: LOGO,
  },
  {
    defence: 'a logo has a name beside it',
    file: 'src/read-operator.ts',
    find: "if (logo !== undefined && environment.text('BRAND_NAME') === undefined) {",
    replace: 'if (logo === null) {',
    tests: LOGO,
  },
  {
    defence: 'what is opened by itself runs nothing',
    file: 'src/page-files.ts',
    find: '; sandbox; ',
    replace: '; ',
    tests: ['src/page-files.test.ts'],
  },
];
