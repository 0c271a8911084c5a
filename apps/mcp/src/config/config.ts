import { isLoopback } from '@gatehouse/auth-core';

import { Environment } from './environment.ts';
import { ConfigurationError } from './faults.ts';
import { defaultPort, readHosts } from './listening.ts';
import { type AllowedOrigins, readAllowedHosts, readAllowedOrigins } from './reachable-from.ts';
import { readAudience, readIssuer, refuseDefaults } from './trust.ts';

/** Everything that may differ between two deployments. Made once at boot, then frozen. */
export interface Config {
  /** The audience is not on loopback, or `NODE_ENV=production`. */
  readonly production: boolean;
  /** The authorization server, exactly as tokens spell it. */
  readonly issuer: string;
  /** This server's own URL: what clients are given, and the `aud` of tokens for it. */
  readonly audience: string;
  /** IP addresses to listen on. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** Host names requests may be addressed to, without ports. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: AllowedOrigins;
  readonly logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Parses the environment.
 *
 * @param addresses the addresses of this machine, for the listening defaults
 * @throws {@link ConfigurationError} naming every fault
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  addresses: readonly string[],
): Config {
  const environment = new Environment(env);
  // Other ways to check tokens are planned; until then a wrong name must not pass for this one.
  environment.choice('AUTH_MODE', ['issuer'], 'issuer');
  const port = environment.port('PORT');
  const audience = readAudience(environment, port ?? 8000);
  const { hostname } = new URL(audience);
  const production = env['NODE_ENV'] === 'production' || !isLoopback(hostname);
  const config: Config = {
    production,
    audience,
    issuer: readIssuer(environment, audience),
    port: port ?? defaultPort(audience, production),
    hosts: readHosts(environment, production, addresses),
    allowedHosts: readAllowedHosts(environment, audience),
    allowedOrigins: readAllowedOrigins(environment, audience),
    logLevel: environment.choice('LOG_LEVEL', logLevels, 'info'),
  };
  if (production) refuseDefaults(environment);
  if (environment.faults.length > 0) throw new ConfigurationError(environment.faults);
  return Object.freeze(config);
}
