import { ConfigurationError } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const DAY = 86_400;

function load(variables: Readonly<Record<string, string>> = {}) {
  const keys = { ENCRYPTION_KEYS: key(1), COOKIE_KEYS: key(2) };
  const options = { directory: '/nowhere', addresses: ['127.0.0.1', '::1'] };
  return loadConfig({ ...keys, ...variables }, options).registeredClients;
}

function faults(variables: Readonly<Record<string, string>>): string {
  try {
    load(variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
}

test('unused registrations stay for 30 days, idle ones for 90, and there are 20,000 unused at most', () => {
  expect(load()).toEqual({
    unusedLifetime: 30 * DAY,
    idleLifetime: 90 * DAY,
    mostUnused: 20_000,
  });
});

test('both may stay for good', () => {
  const never = { UNUSED_CLIENT_LIFETIME: 'never', IDLE_CLIENT_LIFETIME: 'never' };
  expect(load(never)).toMatchObject({ unusedLifetime: undefined, idleLifetime: undefined });
});

test('idle ones stay as long as their refresh tokens, unless that is said to be otherwise', () => {
  const long = { REFRESH_TOKEN_IDLE_LIFETIME: '180d' };
  expect(load(long).idleLifetime).toBe(180 * DAY);
  expect(load({ ...long, IDLE_CLIENT_LIFETIME: '200d' }).idleLifetime).toBe(200 * DAY);
  expect(faults({ ...long, IDLE_CLIENT_LIFETIME: '90d' })).toContain(
    'IDLE_CLIENT_LIFETIME (90d) is shorter than REFRESH_TOKEN_IDLE_LIFETIME (180d)',
  );
});

test.each([
  ['UNUSED_CLIENT_LIFETIME', '59m'],
  ['UNUSED_CLIENT_LIFETIME', '0'],
  ['UNUSED_CLIENT_LIFETIME', 'off'],
  ['UNUSED_CLIENT_LIFETIME', '3651d'],
  ['IDLE_CLIENT_LIFETIME', '23h'],
  ['IDLE_CLIENT_LIFETIME', 'Never'],
  ['MAX_UNUSED_CLIENTS', '99'],
  ['MAX_UNUSED_CLIENTS', '100001'],
  ['MAX_UNUSED_CLIENTS', 'never'],
])('%s=%s is a fault that says what it takes', (variable, value) => {
  const text = faults({ [variable]: value });
  expect(text).toContain(variable);
  expect(text).toMatch(
    variable === 'MAX_UNUSED_CLIENTS' ? /from 100 to 100000/ : /from 1[hd] to 3650d.*or never/,
  );
});
