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
])('%s is refused where it does not fit', (variable, env) => {
  expect(read(env).faults.has(variable)).toBe(true);
});

test('are read in any unit', () => {
  expect(read({ ACCESS_TOKEN_LIFETIME: '5m', SESSION_LIFETIME: '3600' }).lifetimes).toMatchObject({
    accessToken: 300,
    session: 3600,
  });
});
