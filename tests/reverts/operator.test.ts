import { expectNoticed } from './expect-noticed.ts';
import { OPERATOR } from './operator.ts';

expectNoticed('apps/auth', OPERATOR, 'src/operator/liberties.test.ts');
