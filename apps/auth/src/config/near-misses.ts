import { BRAND_VARIABLES } from '@gatehouse/brand';
import { terminalText } from '@gatehouse/display';
import { nearMisses, nearMissSentence, unreadFile } from '@gatehouse/environment';
import { TRACING_VARIABLES } from '@gatehouse/telemetry';
import { CONNECTORS } from '../connectors/connectors.ts';
import { LOGIN_NAME, nameIn, namedLogins, NO_NAMES } from '../connectors/logins.ts';
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
  ...BRAND_VARIABLES,
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
  refuseUnusableNames(environment);
  return environment.nearMisses([...VARIABLES, ...ofNamedLogins(environment)], MEANINGS, isFault);
}

/** What the further logins read, and what a name in small letters was to be. */
function ofNamedLogins({ set }: OwnEnvironment): Variable[] {
  const logins = namedLogins([...set, ...set.map((name) => name.toUpperCase())]);
  return logins.flatMap(({ variables }) => Object.values(variables).map(({ name }) => name));
}

/** A login whose name is none is not there, and somebody set it up. */
function refuseUnusableNames({ set, faults }: OwnEnvironment): void {
  const known = new Set<string>([...VARIABLES, ...Object.keys(MEANINGS)]);
  for (const variable of set.filter((one) => !known.has(one))) {
    const kind = CONNECTORS.find((one) => one.isNamed && nameIn(one, variable) !== undefined);
    const name = kind && nameIn(kind, variable);
    if (name === undefined || faults.has(variable)) continue;
    // In other letters it is a near miss, which says what is right.
    if (LOGIN_NAME.test(name.toUpperCase()) && !NO_NAMES.includes(name.toUpperCase())) continue;
    const stem = variable.slice(0, -name.length - 1);
    faults.add(
      terminalText(variable.slice(0, 80)),
      'is of no login: a login’s name is up to 30 capital letters and digits and begins with a letter, and is none of ' +
        NO_NAMES.join(', '),
      `Name it like ${stem}_ACME, or ${stem} for the login without a name.`,
    );
  }
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
