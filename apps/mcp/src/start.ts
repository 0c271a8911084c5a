import type { Fetch } from '@gatehouse/auth-core';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

import type { Config } from './config.ts';
import { type App, type AppDependencies, createApp } from './http/app.ts';
import { createVerifier } from './modes/index.ts';
import { grantScopes, scopesToAskFor } from './modes/scope-granting.ts';
import { supportedScopes } from './scopes.ts';

export interface StartDependencies {
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly createServer?: AppDependencies['createServer'];
}

/**
 * Puts the application together according to the configuration.
 *
 * @throws {@link ConfigurationError} when the module of `AUTH_CUSTOM_MODULE` cannot be used
 */
export async function start(config: Config, dependencies: StartDependencies): Promise<App> {
  const { log, clock, fetch, createServer } = dependencies;
  const { mode, url, scopeRules } = config;
  const onProblem = (error: unknown) =>
    log.warn({ err: error }, 'tokens cannot be checked at the moment');
  const checked = await createVerifier(mode, { clock, fetch, onProblem });
  const verifier = grantScopes(checked, scopeRules);
  let routes: RequestHandler | undefined;
  if (mode.mode === 'proxy') {
    // Version 1 of the SDK is loaded only in this mode.
    const { createProxy } = await import('./proxy/index.ts');
    const scopesSupported = scopesToAskFor(supportedScopes, scopeRules);
    routes = createProxy({ mode, url, scopesSupported, verifier, clock, fetch, onProblem });
  }
  return createApp(config, { log, clock, fetch, verifier, routes, createServer });
}
