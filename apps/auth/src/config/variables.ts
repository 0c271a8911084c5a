import { TRACING_VARIABLES } from '@gatehouse/telemetry';
import {
  CONNECTORS,
  type ConnectorVariableName,
  type NamedVariableName,
} from '../connectors/connectors.ts';

const OF_CONNECTORS: ConnectorVariableName[] = CONNECTORS.flatMap(({ variables }) =>
  Object.values(variables).map(({ name }) => name),
);

/**
 * Every variable that this app reads, but those of further logins, which are the same with a name behind
 * (`OIDC_ISSUER_ACME`). `.env.example` explains each; a test keeps the two, and what `loadConfig` really
 * reads, in step.
 */
export const VARIABLES = [
  'NODE_ENV',
  'PUBLIC_URL',
  'HOST',
  'PORT',
  'OPERATIONS_HOST',
  'OPERATIONS_PORT',
  'TRUST_PROXY',
  'SHUTDOWN_DELAY',
  'CONSENT_PAUSE',
  'LOG_LEVEL',
  'GATEHOUSE_DATA_DIR',
  'DATABASE_URL',
  'DATABASE_POOL_SIZE',
  'PREPARED_STATEMENTS',
  'ALLOW_EMBEDDED_DATABASE',
  'EMBEDDED_DATABASE_MEMORY',
  'SWEEP_INTERVAL',
  'ENCRYPTION_KEYS',
  'COOKIE_KEYS',
  'RESOURCES',
  ...OF_CONNECTORS,
  'ADMIT',
  'ADMIT_DOMAINS_MATCH',
  'ADMINS',
  'REGISTRATION',
  'REGISTRATION_TOKEN',
  'CLIENT_CREDENTIALS',
  'AUTHORIZATION_CODE_LIFETIME',
  'ACCESS_TOKEN_LIFETIME',
  'CLIENT_CREDENTIALS_TOKEN_LIFETIME',
  'REFRESH_TOKEN_IDLE_LIFETIME',
  'REFRESH_TOKEN_MAX_LIFETIME',
  'REFRESH_REPLAY_WINDOW',
  'REFRESH_REPLAY_MEMORY',
  'GRANT_LIFETIME',
  'CONSENT_LIFETIME',
  'SESSION_LIFETIME',
  'SESSION_MAX_LIFETIME',
  'INTERACTION_LIFETIME',
  'UPSTREAM_STATE_LIFETIME',
  'LIMITS',
  'LIMIT_CLIENT_FAILURES',
  'LIMIT_GRANT_FAILURES',
  'LIMIT_REGISTRATIONS',
  'LIMIT_REGISTRATIONS_TOTAL',
  'LIMIT_REGISTRATION_FAILURES',
  'LIMIT_PAGE_REGISTRATIONS',
  'LIMIT_PAGE_REGISTRATIONS_TOTAL',
  'LIMIT_PAGE_FAILURES',
  'LIMIT_PAGE_FAILURES_TOTAL',
  'LIMIT_AUTHORIZATIONS',
  'LIMIT_SIGN_INS',
  ...TRACING_VARIABLES,
] as const;

export type Variable = (typeof VARIABLES)[number] | NamedVariableName;
