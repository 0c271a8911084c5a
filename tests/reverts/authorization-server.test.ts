import { AUTHORIZATION_SERVER } from './authorization-server.ts';
import { expectNoticed } from './expect-noticed.ts';

expectNoticed('apps/auth', AUTHORIZATION_SERVER, 'src/federation/sign-in.test.ts');
