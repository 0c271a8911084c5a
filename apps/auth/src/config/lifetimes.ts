import { formatDuration } from '@gatehouse/environment';
import type { Lifetimes } from './config.ts';
import type { Environment } from './environment.ts';
import type { Variable } from './variables.ts';

/** Lifetimes, and the order among them that keeps one from cutting another short. */
export function readLifetimes(environment: Environment): Lifetimes {
  const accessToken = environment.duration(
    'ACCESS_TOKEN_LIFETIME',
    { from: '30s', to: '1d' },
    '15m',
  );
  const lifetimes: Lifetimes = {
    // RFC 6749 §4.1.2: at most ten minutes.
    code: environment.duration('AUTHORIZATION_CODE_LIFETIME', { from: '10s', to: '10m' }, '60s'),
    accessToken,
    clientCredentials: environment.duration(
      'CLIENT_CREDENTIALS_TOKEN_LIFETIME',
      { from: '30s', to: '1d' },
      '10m',
    ),
    refreshIdle: environment.duration(
      'REFRESH_TOKEN_IDLE_LIFETIME',
      { from: '5m', to: '365d' },
      '30d',
    ),
    refreshMax: environment.duration(
      'REFRESH_TOKEN_MAX_LIFETIME',
      { from: '5m', to: '3650d' },
      '365d',
    ),
    replayWindow: environment.duration(
      'REFRESH_REPLAY_WINDOW',
      { from: '1s', to: '1d' },
      formatDuration(defaultReplayWindow(accessToken)),
    ),
    replayMemory: environment.duration('REFRESH_REPLAY_MEMORY', { from: '1h', to: '365d' }, '7d'),
    grant: environment.duration('GRANT_LIFETIME', { from: '5m', to: '3650d' }, '365d'),
    consent: environment.duration('CONSENT_LIFETIME', { from: '1m', to: '3650d' }, '365d'),
    session: environment.duration('SESSION_LIFETIME', { from: '1m', to: '365d' }, '14d'),
    sessionMax: environment.duration('SESSION_MAX_LIFETIME', { from: '1m', to: '3650d' }, '90d'),
    interaction: environment.duration('INTERACTION_LIFETIME', { from: '1m', to: '1d' }, '1h'),
    upstreamState: environment.duration(
      'UPSTREAM_STATE_LIFETIME',
      { from: '30s', to: '10m' },
      '10m',
    ),
  };

  atMost(
    environment,
    lifetimes,
    ['refreshIdle', 'REFRESH_TOKEN_IDLE_LIFETIME'],
    ['refreshMax', 'REFRESH_TOKEN_MAX_LIFETIME'],
  );
  // A refresh does not extend a grant, and no token outlives its grant.
  atMost(
    environment,
    lifetimes,
    ['refreshMax', 'REFRESH_TOKEN_MAX_LIFETIME'],
    ['grant', 'GRANT_LIFETIME'],
  );
  atMost(
    environment,
    lifetimes,
    ['session', 'SESSION_LIFETIME'],
    ['sessionMax', 'SESSION_MAX_LIFETIME'],
  );
  atMost(
    environment,
    lifetimes,
    ['upstreamState', 'UPSTREAM_STATE_LIFETIME'],
    ['interaction', 'INTERACTION_LIFETIME'],
  );
  // A thief and an owner who both refresh when their access token ends come up to a lifetime after one
  // another. That has to be late, and it must not be forgotten.
  windowBelowAccessToken(environment, lifetimes);
  atMost(
    environment,
    lifetimes,
    ['accessToken', 'ACCESS_TOKEN_LIFETIME'],
    ['replayMemory', 'REFRESH_REPLAY_MEMORY'],
  );
  return lifetimes;
}

/** The greatest default of `REFRESH_REPLAY_WINDOW` (seconds): well above what a standby is waited for. */
const REPLAY_WINDOW = 300;

/** Two who each come once a lifetime are mostly further apart than half of it, or than five minutes. */
function defaultReplayWindow(accessToken: number): number {
  return Math.min(REPLAY_WINDOW, Math.floor(accessToken / 2));
}

function windowBelowAccessToken(
  { faults }: Environment,
  { replayWindow, accessToken }: Lifetimes,
): void {
  const [variable, limit] = ['REFRESH_REPLAY_WINDOW', 'ACCESS_TOKEN_LIFETIME'] as const;
  if (replayWindow < accessToken || faults.has(variable) || faults.has(limit)) return;
  faults.add(
    variable,
    `(${formatDuration(replayWindow)}) is not below ${limit} (${formatDuration(accessToken)})`,
    `Shorten the first or lengthen the second; left out it is ${formatDuration(defaultReplayWindow(accessToken))}.`,
  );
}

function atMost(
  { faults }: Environment,
  lifetimes: Lifetimes,
  [shorter, variable]: [keyof Lifetimes, Variable],
  [longer, limit]: [keyof Lifetimes, Variable],
): void {
  if (lifetimes[shorter] <= lifetimes[longer] || faults.has(variable) || faults.has(limit)) return;
  faults.add(
    variable,
    `(${formatDuration(lifetimes[shorter])}) is longer than ${limit} (${formatDuration(lifetimes[longer])})`,
    'Shorten the first or lengthen the second.',
  );
}
