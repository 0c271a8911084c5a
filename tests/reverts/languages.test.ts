import { expectNoticed } from './expect-noticed.ts';
import { LANGUAGES } from './languages.ts';

expectNoticed('packages/display', LANGUAGES, 'src/languages/language-cookie.test.ts');
