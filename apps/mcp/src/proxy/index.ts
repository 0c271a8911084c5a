import type { Fetch, Verifier } from '@gatehouse/auth-core';
import { mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';
import express, { type Express } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { isFromForeignPage, postedToQuery, refuseBody, seenOnly } from './browser-requests.ts';
import { decided, type Journey, returned } from './authorization-flow.ts';
import { holdErrors, plainDescriptions } from './errors.ts';
import { ProxyMemory } from './memory.ts';
import { GuardedProxyProvider } from './provider.ts';
import { readRegistration } from './registration.ts';
import { askProvider } from './upstream.ts';

export interface ProxyOptions {
  readonly part: ProxyMode;
  /** This server's URL. The endpoints lie at the root of its origin. */
  readonly url: string;
  readonly scopesSupported: readonly string[];
  readonly verifier: Verifier;
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly onProblem: (error: unknown) => void;
}

/**
 * The authorization server that a proxy pretends to be, on the SDK's `mcpAuthRouter`:
 *
 * ```
 * /register ─▶ /authorize ─▶ consent page ─▶ provider ─▶ /proxy/callback ─▶ client ─▶ /token
 *                                                               └▶ consent page ─┘
 * ```
 *
 * The second page is for a server on loopback, where a cookie does not tell browsers apart.
 *
 * An Express application of its own: the SDK reads queries, which nothing else here does.
 */
export function createProxy(options: ProxyOptions): Express {
  const { part, url, verifier, clock, fetch, onProblem } = options;
  const issuerUrl = new URL('/', url);
  const callbackUrl = new URL('/proxy/callback', url).href;
  const memory = new ProxyMemory(clock);
  const provider = new GuardedProxyProvider({
    part,
    url,
    callbackUrl,
    verifier,
    memory,
    fetch: askProvider(fetch, onProblem),
    onProblem,
    clock,
  });
  const journey: Journey = {
    part,
    url,
    issuer: issuerUrl.href,
    callbackUrl,
    memory,
    clock,
    resource: provider.resource?.href,
  };
  // Behind a load balancer everybody has its address; that is said in the documentation, not in
  // the log at every request.
  const rateLimit = { validate: { xForwardedForHeader: false } };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(['/authorize', '/proxy'], seenOnly());
  app.post('/proxy/consent', decided(journey));
  app.get('/proxy/callback', returned(journey));
  app.post('/authorize', postedToQuery());
  app.use('/authorize', holdErrors(journey));
  app.use(['/authorize', '/token', '/revoke', '/register'], plainDescriptions());
  app.post('/register', readRegistration());
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
  // Each counts for itself, so that no page can use up what the programs of its visitors need.
  const [forPrograms, forPages] = [endpoints(), endpoints()];
  app.use((req, res, next) => {
    const chosen = isFromForeignPage(req, url) ? forPages : forPrograms;
    chosen(req, res, next);
  });
  app.use(refuseBody());
  return app;
}
