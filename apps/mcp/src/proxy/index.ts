import type { Fetch, Verifier } from '@gatehouse/auth-core';
import { mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';
import express, { type Express } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { decided, type Journey, returned } from './decisions.ts';
import { ProxyMemory } from './memory.ts';
import { GuardedProxyProvider } from './provider.ts';
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
 * ```
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
  });
  const journey: Journey = {
    part,
    url,
    issuer: issuerUrl.href,
    callbackUrl,
    memory,
    resource: provider.resource?.href,
  };
  // Behind a load balancer everybody has its address; that is said in the documentation, not in
  // the log at every request.
  const rateLimit = { validate: { xForwardedForHeader: false } };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.post('/proxy/consent', decided(journey));
  app.get('/proxy/callback', returned(journey));
  app.use(
    mcpAuthRouter({
      provider,
      issuerUrl,
      resourceServerUrl: new URL(url),
      scopesSupported: [...options.scopesSupported],
      authorizationOptions: { rateLimit },
      clientRegistrationOptions: { rateLimit },
      tokenOptions: { rateLimit },
      revocationOptions: { rateLimit },
    }),
  );
  return app;
}
