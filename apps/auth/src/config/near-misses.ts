import { nearMisses, nearMissSentence, unreadFile } from '@gatehouse/environment';
import { TRACING_VARIABLES } from '@gatehouse/telemetry';
import type { Environment as OwnEnvironment } from './environment.ts';
import { MEANINGS } from './meanings.ts';
import { VARIABLES, type Variable } from './variables.ts';

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
  ...TRACING_VARIABLES,
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

/**
 * The same for commands, which read few variables and refuse none for its name; and a `.env` of theirs that
 * nobody read.
 */
export function commandWarnings(
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): string[] {
  const unread = unreadFile(directory, env, OF_COMMANDS);
  const misses = nearMisses(env, VARIABLES, MEANINGS)
    .filter(({ meant }) => OF_COMMANDS.includes(meant))
    .map(nearMissSentence);
  return unread === undefined ? misses : [...misses, unread];
}
