import type { Fetch } from '@gatehouse/auth-core';
import type { Registry } from '@prometheus-io/client';
import type { Logger } from 'pino';

import type { Config } from './config.ts';
import { type App, type AppDependencies, createApp } from './http/app.ts';
import { rationed } from './log/rationed.ts';
import { httpFigures } from './figures/http-figures.ts';
import { proxyFigures } from './figures/proxy-figures.ts';
import { toolFigures } from './figures/tool-figures.ts';
import { upstreamFigures } from './figures/upstream-figures.ts';
import { createVerifier } from './modes/index.ts';
import { grantScopes, scopesToAskFor } from './modes/scope-granting.ts';
import { noteRefusal } from './request/request.ts';
import { supportedScopes } from './scopes.ts';
import { tools } from './tools/index.ts';
import type { ObservedCall } from './tools/observed-calls.ts';
import { IssuerReach } from './upstream/issuer-reach.ts';
import { createUpstream } from './upstream/upstream.ts';

export interface StartDependencies {
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly fetch: Fetch;
  /** For the figures of the parts of this app. */
  readonly registry: Registry;
  readonly createServer?: AppDependencies['createServer'];
}

export interface Started extends App {
  /** Whether tokens can be checked, as far as this process knows. */
  readonly reachesIssuer: () => boolean;
}

/**
 * Puts the application together according to the configuration.
 *
 * @throws {@link ConfigurationError} when the module of `AUTH_CUSTOM_MODULE` cannot be used
 */
export async function start(config: Config, dependencies: StartDependencies): Promise<Started> {
  const { log, clock, fetch, registry, createServer } = dependencies;
  const { mode, url, scopeRules } = config;
  const reach = new IssuerReach();
  const tell = rationed();
  const upstream = createUpstream({ fetch, figures: upstreamFigures(registry), reach, tell, log });
  const verifier = grantScopes(await createVerifier(mode, { clock, upstream }), scopeRules);
  const countCall = toolFigures(
    registry,
    tools.map(({ name }) => name),
  );
  const observeCall = (call: ObservedCall) => {
    if (call.outcome === 'refused') noteRefusal('scope_insufficient');
    countCall(call);
  };
  let routes: AppDependencies['routes'];
  if (mode.mode === 'proxy') {
    // Version 1 of the SDK is loaded only in this mode.
    const { createProxy, routeOf } = await import('./proxy/index.ts');
    const scopesSupported = scopesToAskFor(supportedScopes, scopeRules);
    const figures = proxyFigures(registry);
    const handler = createProxy({
      mode,
      url,
      scopesSupported,
      verifier,
      clock,
      upstream,
      figures,
    });
    routes = { handler, routeOf };
  }
  const figures = httpFigures(registry);
  const app = createApp(config, {
    log,
    tell,
    clock,
    upstream,
    figures,
    observeCall,
    verifier,
    routes,
    createServer,
  });
  return { ...app, reachesIssuer: () => reach.isThere };
}
