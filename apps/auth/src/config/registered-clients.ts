import { formatDuration, parseDuration, quote } from '@gatehouse/environment';
import type { Lifetimes, RegisteredClientsConfig } from './config.ts';
import type { Environment } from './environment.ts';
import type { Variable } from './variables.ts';

const NEVER = 'never';

const DAY = 86_400;
const LONGEST = 3650 * DAY;
/** Days are noted, not moments: an end is up to a day late, so less cannot be promised. */
const SHORTEST_IDLE = DAY;
/** Whoever registers may take a while to sign in. */
const SHORTEST_UNUSED = 3600;

/**
 * How long clients stay that registered themselves, and how many that were never used. A refresh token that is
 * still good is not to end with its client, so an idle one stays as long as `REFRESH_TOKEN_IDLE_LIFETIME` at least.
 */
export function readRegisteredClients(
  environment: Environment,
  { refreshIdle }: Pick<Lifetimes, 'refreshIdle'>,
): RegisteredClientsConfig {
  const idle = Math.max(90 * DAY, refreshIdle);
  const config: RegisteredClientsConfig = {
    unusedLifetime: lifetime(environment, 'UNUSED_CLIENT_LIFETIME', SHORTEST_UNUSED, 30 * DAY),
    idleLifetime: lifetime(environment, 'IDLE_CLIENT_LIFETIME', SHORTEST_IDLE, idle),
    mostUnused: environment.integer('MAX_UNUSED_CLIENTS', 100, 100_000, 20_000),
  };
  notBelowRefresh(environment, config, refreshIdle);
  return config;
}

function lifetime(
  environment: Environment,
  variable: Variable,
  shortest: number,
  fallback: number,
): number | undefined {
  const text = environment.text(variable) ?? formatDuration(fallback);
  if (text === NEVER) return undefined;
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds >= shortest && seconds <= LONGEST) return seconds;
  const between = `from ${formatDuration(shortest)} to ${formatDuration(LONGEST)}`;
  environment.faults.add(
    variable,
    `is ${quote(text)}`,
    `It takes a duration ${between}, written like 12h or 30d, or ${NEVER}.`,
  );
  return fallback;
}

function notBelowRefresh(
  { faults }: Environment,
  { idleLifetime }: RegisteredClientsConfig,
  refreshIdle: number,
): void {
  const [variable, limit] = ['IDLE_CLIENT_LIFETIME', 'REFRESH_TOKEN_IDLE_LIFETIME'] as const;
  if (idleLifetime === undefined || idleLifetime >= refreshIdle) return;
  if (faults.has(variable) || faults.has(limit)) return;
  faults.add(
    variable,
    `(${formatDuration(idleLifetime)}) is shorter than ${limit} (${formatDuration(refreshIdle)})`,
    'Lengthen the first or shorten the second: refresh tokens end with their client.',
  );
}
