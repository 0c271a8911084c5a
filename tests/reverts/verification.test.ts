import { expectNoticed } from './expect-noticed.ts';
import { VERIFICATION } from './verification.ts';

expectNoticed('packages/auth-core', VERIFICATION, 'src/scopes/scopes.test.ts');
