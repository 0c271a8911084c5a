import type { Row } from '../runner/row.ts';
import { authorization } from './authorization.ts';
import { authorizationFlow } from './authorization-flow.ts';
import { boundOutcomes } from './bound-outcomes.ts';
import { clientAuthentication } from './client-authentication.ts';
import { codes } from './codes.ts';
import { consentRedirects } from './consent-redirects.ts';
import { failingWrites } from './failing-writes.ts';
import { faults } from './faults.ts';
import { foreignPages } from './foreign-pages.ts';
import { forms } from './forms.ts';
import { guessing } from './guessing.ts';
import { heldErrors } from './held-errors.ts';
import { limits } from './limits.ts';
import { metadata } from './metadata.ts';
import { ownAddresses } from './own-addresses.ts';
import { ownSites } from './own-sites.ts';
import { pages } from './pages.ts';
import { pkce } from './pkce.ts';
import { refresh } from './refresh.ts';
import { refreshReplays } from './refresh-replays.ts';
import { refreshLifetimes } from './refresh-lifetimes.ts';
import { redirectUris } from './redirect-uris.ts';
import { registrations } from './registrations.ts';
import { sessions } from './sessions.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { upstream } from './upstream.ts';
import { upstreamAnswers } from './upstream-answers.ts';

/** How many ids each family has, from 01 on. */
export const FAMILIES = {
  AZ: 22,
  RU: 20,
  PK: 10,
  CO: 8,
  TE: 13,
  RT: 19,
  SE: 15,
  FE: 22,
  MD: 8,
  UI: 19,
  FA: 6,
  // Some of them are attacked here; tests of registration have the others.
  DC: 0,
} as const;

/** In the order of their ids. */
export const ROWS: readonly Row[] = [
  authorization,
  authorizationFlow,
  redirectUris,
  ownAddresses,
  registrations,
  heldErrors,
  consentRedirects,
  pkce,
  ownSites,
  codes,
  clientAuthentication,
  tokenEndpoint,
  guessing,
  limits,
  foreignPages,
  refresh,
  refreshReplays,
  refreshLifetimes,
  sessions,
  boundOutcomes,
  metadata,
  pages,
  forms,
  upstream,
  upstreamAnswers,
  failingWrites,
  faults,
]
  .flat()
  .sort((one, other) => order(one) - order(other));

function order({ id }: Row): number {
  const [family = '', number = ''] = id.split('-');
  return Object.keys(FAMILIES).indexOf(family) * 100 + Number(number);
}
