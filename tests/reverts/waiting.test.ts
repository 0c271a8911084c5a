import { expectNoticed } from './expect-noticed.ts';
import { WAITING } from './waiting.ts';

expectNoticed('packages/database', WAITING, 'src/server/pooler.test.ts');
