import { nearMisses, nearMissSentence } from '@gatehouse/environment';
import type { Environment as OwnEnvironment } from './environment.ts';
import { VARIABLES, type Variable } from './variables.ts';

/** What other programs call the same thing, for whoever comes from one. */
const MEANINGS: Readonly<Partial<Record<string, Variable>>> = {
  ISSUER: 'PUBLIC_URL',
  ISSUER_URL: 'PUBLIC_URL',
  BASE_URL: 'PUBLIC_URL',
  SERVER_PORT: 'PORT',
  HTTP_PORT: 'PORT',
  LISTEN_PORT: 'PORT',
  BIND: 'HOST',
  BIND_ADDRESS: 'HOST',
  LISTEN_ADDRESS: 'HOST',
  TRUST_PROXIES: 'TRUST_PROXY',
  TRUSTED_PROXY: 'TRUST_PROXY',
  TRUSTED_PROXIES: 'TRUST_PROXY',
  POSTGRES_URL: 'DATABASE_URL',
  POSTGRES_URI: 'DATABASE_URL',
  POSTGRESQL_URL: 'DATABASE_URL',
  DB_URL: 'DATABASE_URL',
  SECRET_KEY: 'ENCRYPTION_KEYS',
  SECRET_KEYS: 'ENCRYPTION_KEYS',
  COOKIE_SECRET: 'COOKIE_KEYS',
  COOKIE_SECRETS: 'COOKIE_KEYS',
  SESSION_SECRET: 'COOKIE_KEYS',
  GITHUB_ID: 'GITHUB_CLIENT_ID',
  GITHUB_SECRET: 'GITHUB_CLIENT_SECRET',
  GH_CLIENT_ID: 'GITHUB_CLIENT_ID',
  GH_CLIENT_SECRET: 'GITHUB_CLIENT_SECRET',
  GOOGLE_ID: 'GOOGLE_CLIENT_ID',
  GOOGLE_SECRET: 'GOOGLE_CLIENT_SECRET',
  OIDC_ISSUER_URL: 'OIDC_ISSUER',
  ADMIN: 'ADMINS',
  ALLOWED_USERS: 'ADMIT',
  ALLOWED_EMAILS: 'ADMIT',
  ALLOWED_DOMAINS: 'ADMIT',
  LOGGING_LEVEL: 'LOG_LEVEL',
};

/** Without these nothing is opened that was to be closed: a misspelling is told, and no reason to stop. */
const INCONVENIENT: readonly Variable[] = [
  'PORT',
  'OPERATIONS_PORT',
  'SHUTDOWN_DELAY',
  'CONSENT_PAUSE',
  'LOG_LEVEL',
  'GATEHOUSE_DATA_DIR',
  'DATABASE_POOL_SIZE',
  'PREPARED_STATEMENTS',
  'ALLOW_EMBEDDED_DATABASE',
  'SWEEP_INTERVAL',
];

/** What a command reads that works with a database. */
const OF_COMMANDS: readonly Variable[] = [
  'DATABASE_URL',
  'GATEHOUSE_DATA_DIR',
  'PREPARED_STATEMENTS',
  'ENCRYPTION_KEYS',
  'PUBLIC_URL',
  'NODE_ENV',
];

/**
 * Variables that look like one of ours that is not set. In production a misspelling is refused: what
 * somebody meant to close, such as `REGISTRATION`, would be open, and nothing would look wrong.
 *
 * @returns those that are no fault, as sentences
 */
export function readNearMisses(environment: OwnEnvironment, production: boolean): string[] {
  const isFault = (variable: Variable) => production && !INCONVENIENT.includes(variable);
  return environment.nearMisses(VARIABLES, MEANINGS, isFault);
}

/** The same for commands, which read few variables and refuse none for its name. */
export function commandNearMisses(env: Readonly<Record<string, string | undefined>>): string[] {
  return nearMisses(env, VARIABLES, MEANINGS)
    .filter(({ meant }) => OF_COMMANDS.includes(meant))
    .map(nearMissSentence);
}
