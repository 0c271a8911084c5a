import { BRAND } from './brand.ts';
import { expectNoticed } from './expect-noticed.ts';

expectNoticed('packages/brand', BRAND, 'src/page-files.test.ts');
