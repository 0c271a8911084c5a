import { BRAND_VARIABLES } from '@gatehouse/brand';
import type { Environment } from '@gatehouse/environment';
import { TRACING_VARIABLES } from '@gatehouse/telemetry';

import { VARIABLES } from './variables.ts';

type Variable = (typeof VARIABLES)[number];

/** What other programs call the same thing, for whoever comes from one. */
const MEANINGS: Readonly<Partial<Record<string, Variable>>> = {
  ISSUER: 'AUTH_ISSUER',
  ISSUER_URL: 'AUTH_ISSUER',
  OAUTH_ISSUER: 'AUTH_ISSUER',
  JWT_ISSUER: 'AUTH_ISSUER',
  AUDIENCE: 'AUTH_AUDIENCE',
  OAUTH_AUDIENCE: 'AUTH_AUDIENCE',
  JWT_AUDIENCE: 'AUTH_AUDIENCE',
  JWKS_URL: 'AUTH_JWKS_URL',
  JWKS_URI: 'AUTH_JWKS_URL',
  INTROSPECTION_URL: 'AUTH_INTROSPECTION_URL',
  INTROSPECTION_ENDPOINT: 'AUTH_INTROSPECTION_URL',
  PUBLIC_KEY: 'JWT_PUBLIC_KEY',
  SERVER_PORT: 'PORT',
  HTTP_PORT: 'PORT',
  LISTEN_PORT: 'PORT',
  BIND_ADDRESS: 'HOST',
  LISTEN_ADDRESS: 'HOST',
  CORS_ORIGINS: 'ALLOWED_ORIGINS',
  CORS_ORIGIN: 'ALLOWED_ORIGINS',
};

/** Without these nothing is opened that was to be closed: a misspelling is told, and no reason to stop. */
const INCONVENIENT: readonly Variable[] = [
  'PORT',
  'LOG_LEVEL',
  'OPERATIONS_PORT',
  'MCP_TRANSPORT',
  ...BRAND_VARIABLES,
  ...TRACING_VARIABLES,
];

/**
 * Variables that look like one of ours that is not set. In production a misspelling is refused: a rule that
 * somebody wrote would not hold, and nothing would look wrong.
 *
 * @returns those that are no fault, as sentences
 */
export function readNearMisses(environment: Environment, production: boolean): string[] {
  const isFault = (variable: string) =>
    production && !INCONVENIENT.some((harmless) => harmless === variable);
  return environment.nearMisses(VARIABLES, MEANINGS, isFault);
}
