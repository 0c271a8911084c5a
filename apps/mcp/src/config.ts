import { isLoopback } from '@gatehouse/auth-core';
import {
  defaultHosts,
  defaultPort,
  Environment,
  LOG_LEVELS,
  type LogLevel,
  type OperationsListening,
  readHosts,
  readOperations,
} from '@gatehouse/environment';

import { readOwnNames, refuseGuessedUrl } from './config/own-url.ts';
import {
  type AllowedOrigins,
  readAllowedHosts,
  readAllowedOrigins,
} from './config/reachable-from.ts';
import { readNearMisses } from './config/near-misses.ts';
import { readScopeRules, type ScopeRules } from './config/scope-rules.ts';
import { refuseStdio } from './config/transport.ts';
import { SHARED_VARIABLES, VARIABLES } from './config/variables.ts';
import { type ModeConfig, modeNames, readMode } from './modes/index.ts';
import { supportedScopes } from './scopes.ts';

/** Everything that may differ between two deployments. Made once at boot, then frozen. */
export interface Config extends OperationsListening {
  /** This server's URL is not on loopback, or `NODE_ENV=production`. */
  readonly production: boolean;
  /** This server's own URL: what clients are given. */
  readonly url: string;
  /** How tokens are checked, with what that takes. */
  readonly mode: ModeConfig;
  readonly scopeRules: ScopeRules;
  /** IP addresses to listen on. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** Host names requests may be addressed to, without ports. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: AllowedOrigins;
  readonly logLevel: LogLevel;
  /** Variables that are set and that the mode makes no use of. */
  readonly unused: readonly string[];
  /** Sentences about variables that are set, and that look like one that is not. */
  readonly nearMisses: readonly string[];
}

/**
 * Parses the environment.
 *
 * @param addresses the addresses of this machine, for the listening defaults
 * @param args the program's arguments, of which it takes none
 * @throws ConfigurationError naming every fault
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  addresses: readonly string[],
  args: readonly string[] = [],
): Config {
  const environment = new Environment(env);
  refuseStdio(environment, args);
  const modeName = environment.choice('AUTH_MODE', modeNames, 'issuer');
  const port = environment.integer('PORT', 1, 65_535, undefined);
  const { url, audience } = readOwnNames(environment, port ?? 8000);
  const production =
    environment.text('NODE_ENV') === 'production' || !isLoopback(new URL(url).hostname);
  const listening = {
    port: port ?? defaultPort(new URL(url), production, 8000),
    hosts: readHosts(environment, 'HOST', addresses) ?? defaultHosts(production, addresses),
  };
  const config: Config = {
    production,
    url,
    mode: readMode(modeName, { environment, url, audience, production }),
    scopeRules: readScopeRules(environment, supportedScopes),
    ...listening,
    ...readOperations(environment, listening, addresses, 9465),
    allowedHosts: readAllowedHosts(environment, url),
    allowedOrigins: readAllowedOrigins(environment, url),
    logLevel: environment.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    unused: environment.unused(VARIABLES.filter((name) => !SHARED_VARIABLES.includes(name))),
    nearMisses: [],
  };
  if (production) refuseGuessedUrl(environment);
  const nearMisses = readNearMisses(environment, production);
  environment.faults.throwIfAny();
  return Object.freeze({ ...config, nearMisses });
}
