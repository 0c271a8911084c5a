import { AUTHORIZATION } from './authorization-server/authorization.reverts.ts';
import { CLIENTS } from './authorization-server/clients.reverts.ts';
import { DOCUMENTS } from './authorization-server/documents.reverts.ts';
import { CONSENT } from './authorization-server/consent.reverts.ts';
import { OUTBOUND } from './authorization-server/outbound.reverts.ts';
import { PAGES } from './authorization-server/pages.reverts.ts';
import { OWN_SESSION } from './authorization-server/session.reverts.ts';
import { SIGN_IN } from './authorization-server/sign-in.reverts.ts';
import { TOKENS } from './authorization-server/tokens.reverts.ts';
import { expectNoticed } from './expect-noticed.ts';

/** Each was once somebody's vulnerability; docs/threat-model says whose. */
const DEFENCES = [
  ...TOKENS,
  ...CLIENTS,
  ...OUTBOUND,
  ...DOCUMENTS,
  ...AUTHORIZATION,
  ...CONSENT,
  ...SIGN_IN,
  ...OWN_SESSION,
  ...PAGES,
];

expectNoticed('apps/auth', DEFENCES, 'src/federation/sign-in.test.ts');
