import type { Verifier } from '@gatehouse/auth-core';
import { mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';
import express, { type Express } from 'express';

import type { ProxyFigures } from '../figures/proxy-figures.ts';
import type { ProxyMode } from '../modes/proxy.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { isFromForeignPage, postedToQuery, refuseBody, refuseUnseen } from './browser-requests.ts';
import { consentDecision, type AuthorizationFlow, providerCallback } from './authorization-flow.ts';
import { holdErrors, plainDescriptions } from './errors.ts';
import { ProxyMemory } from './memory.ts';
import { GuardedProxyProvider } from './provider.ts';
import { choosingLanguage, pageAssets } from './page-routes.ts';
import { CONSENT_PATH, LANGUAGE_PATH } from './paths.ts';
import { readRegistration } from './registration.ts';
export { routeOf } from './routes.ts';
import { pageMaking, type PageLocals } from './sending.ts';
import { tooManyRequests } from './too-many-requests.ts';
import { providerFetch } from './upstream.ts';

export interface ProxyOptions {
  readonly mode: ProxyMode;
  /** This server's URL. The endpoints lie at the root of its origin. */
  readonly url: string;
  readonly scopesSupported: readonly string[];
  readonly verifier: Verifier;
  readonly clock: () => number;
  readonly upstream: Upstream;
  readonly figures: ProxyFigures;
}

/**
 * The authorization server of a proxy, based on the SDK's `mcpAuthRouter`:
 *
 * ```
 * /register ─▶ /authorize ─▶ consent page ─▶ provider ─▶ /proxy/callback ─▶ client ─▶ /token
 *                                                               └▶ consent page ─┘
 * ```
 *
 * The second page is for a server on loopback, where a cookie does not prove which browser it is.
 *
 * It is a separate Express application, because the SDK needs the query parser, which is turned off in
 * the main application.
 */
export function createProxy(options: ProxyOptions): Express {
  const { mode, url, verifier, clock, upstream, figures } = options;
  const onProblem = upstream.problemFor('sign_in');
  const issuerUrl = new URL('/', url);
  const callbackUrl = new URL('/proxy/callback', url).href;
  const memory = new ProxyMemory(clock);
  const provider = new GuardedProxyProvider({
    mode,
    url,
    callbackUrl,
    verifier,
    memory,
    fetch: providerFetch(upstream.fetchFor('sign_in'), onProblem),
    figures,
    onProblem,
    clock,
  });
  const flow: AuthorizationFlow = {
    mode,
    url,
    issuer: issuerUrl.href,
    callbackUrl,
    memory,
    clock,
    figures,
    resource: provider.resource?.href,
  };
  // Behind a load balancer all clients have its address. This is in the documentation, so the warning
  // in the log for every request is turned off.
  const rateLimit = {
    validate: { xForwardedForHeader: false },
    handler: tooManyRequests,
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const making = pageMaking(mode, url);
  Object.assign(app.locals, { making } satisfies PageLocals);
  app.get('/proxy/assets/*file', pageAssets(making));
  app.use(['/authorize', '/proxy'], refuseUnseen());
  app.post(LANGUAGE_PATH, choosingLanguage(making, url));
  app.post(CONSENT_PATH, consentDecision(flow));
  app.get('/proxy/callback', providerCallback(flow));
  app.post('/authorize', postedToQuery());
  app.use('/authorize', holdErrors(flow));
  app.use(['/authorize', '/token', '/revoke', '/register'], plainDescriptions());
  app.post('/register', readRegistration(figures));
  const endpoints = () =>
    mcpAuthRouter({
      provider,
      issuerUrl,
      resourceServerUrl: new URL(url),
      scopesSupported: [...options.scopesSupported],
      authorizationOptions: { rateLimit },
      clientRegistrationOptions: { rateLimit },
      tokenOptions: { rateLimit },
      revocationOptions: { rateLimit },
    });
  // Two sets of limits, so that a page cannot use up the limits of the programs of its visitors.
  const [forPrograms, forPages] = [endpoints(), endpoints()];
  app.use((req, res, next) => {
    const chosen = isFromForeignPage(req, url) ? forPages : forPrograms;
    chosen(req, res, next);
  });
  app.use(refuseBody());
  return app;
}
