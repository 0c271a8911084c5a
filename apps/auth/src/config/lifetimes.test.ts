import { Environment } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import { readLifetimes } from './lifetimes.ts';
import type { Variable } from './variables.ts';

function read(env: Record<string, string>) {
  const environment = new Environment<Variable>(env);
  return { lifetimes: readLifetimes(environment), faults: environment.faults };
}

test.each([
  [
    'REFRESH_TOKEN_IDLE_LIFETIME',
    { REFRESH_TOKEN_IDLE_LIFETIME: '30d', REFRESH_TOKEN_MAX_LIFETIME: '7d' },
  ],
  ['REFRESH_TOKEN_MAX_LIFETIME', { GRANT_LIFETIME: '60d' }],
  ['UPSTREAM_STATE_LIFETIME', { INTERACTION_LIFETIME: '5m' }],
  ['AUTHORIZATION_CODE_LIFETIME', { AUTHORIZATION_CODE_LIFETIME: '11m' }],
  ['UPSTREAM_STATE_LIFETIME', { UPSTREAM_STATE_LIFETIME: '11m' }],
  ['ACCESS_TOKEN_LIFETIME', { ACCESS_TOKEN_LIFETIME: '0' }],
  ['REFRESH_REPLAY_WINDOW', { REFRESH_REPLAY_WINDOW: '0' }],
  ['REFRESH_REPLAY_WINDOW', { REFRESH_REPLAY_WINDOW: '15m' }],
  ['REFRESH_REPLAY_WINDOW', { REFRESH_REPLAY_WINDOW: '20m' }],
  ['REFRESH_REPLAY_WINDOW', { REFRESH_REPLAY_WINDOW: '5m', ACCESS_TOKEN_LIFETIME: '5m' }],
  ['REFRESH_REPLAY_MEMORY', { REFRESH_REPLAY_MEMORY: '59m' }],
  ['ACCESS_TOKEN_LIFETIME', { REFRESH_REPLAY_MEMORY: '2h', ACCESS_TOKEN_LIFETIME: '3h' }],
])('%s is refused where it does not fit', (variable, env) => {
  expect(read(env).faults.has(variable)).toBe(true);
});

test('are read in any unit', () => {
  expect(read({ ACCESS_TOKEN_LIFETIME: '5m', SESSION_LIFETIME: '3600' }).lifetimes).toMatchObject({
    accessToken: 300,
    session: 3600,
  });
});

test.each([
  ['5 minutes', {}, 300],
  ['5 minutes', { ACCESS_TOKEN_LIFETIME: '1d' }, 300],
  ['half of a short access token', { ACCESS_TOKEN_LIFETIME: '4m' }, 120],
  ['half of the shortest', { ACCESS_TOKEN_LIFETIME: '31s' }, 15],
  ['what was set', { REFRESH_REPLAY_WINDOW: '899s' }, 899],
])('the replay window is %s: %j', (_what, env, seconds) => {
  const { lifetimes, faults } = read(env);
  expect(faults.isEmpty).toBe(true);
  expect(lifetimes).toMatchObject({ replayWindow: seconds, replayMemory: 604_800 });
});

test('a replay window that an owner and a thief fit in is told with what would be right', () => {
  const { faults } = read({ REFRESH_REPLAY_WINDOW: '10m', ACCESS_TOKEN_LIFETIME: '10m' });
  expect(() => faults.throwIfAny()).toThrow(
    'REFRESH_REPLAY_WINDOW (10m) is not below ACCESS_TOKEN_LIFETIME (10m). ' +
      'Shorten the first or lengthen the second; left out it is 5m.',
  );
});
