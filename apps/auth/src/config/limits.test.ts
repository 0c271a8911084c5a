import { Environment } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import { readLimits } from './limits.ts';
import type { Variable } from './variables.ts';

function read(env: Record<string, string>) {
  const environment = new Environment<Variable>(env);
  return { limits: readLimits(environment), faults: environment.faults };
}

test('a limit is a number and a duration', () => {
  const { limits, faults } = read({ LIMIT_SIGN_INS: '30/90s', LIMIT_REGISTRATIONS: '1/1d' });
  expect(faults.isEmpty).toBe(true);
  expect(limits).toMatchObject({
    enabled: true,
    signIns: { points: 30, duration: 90 },
    registrations: { points: 1, duration: 86_400 },
  });
});

test('they can be switched off', () => {
  expect(read({ LIMITS: 'off' }).limits.enabled).toBe(false);
});

test.each([
  '30',
  '0/5m',
  '-1/5m',
  '30/',
  '/5m',
  '30/0s',
  '30/2d',
  '30/5m/1h',
  '1e3/5m',
  '2000000/1h',
])('%j is none', (text) => {
  expect(read({ LIMIT_SIGN_INS: text }).faults.has('LIMIT_SIGN_INS')).toBe(true);
});
