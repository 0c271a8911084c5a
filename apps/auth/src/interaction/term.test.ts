import { expect, test } from 'vitest';
import { termOf } from './term.ts';

const DAY = 86_400;
const lifetimes = { accessToken: 900, refreshIdle: 30 * DAY, refreshMax: 365 * DAY };
const client = (isRefreshing: boolean) => ({ grantTypeAllowed: () => isRefreshing });

test('what is allowed lasts as long as refresh tokens are used, and ends with their family', () => {
  expect(termOf(client(true), lifetimes)).toEqual({ idle: 30 * DAY, latest: 365 * DAY });
});

test('without refresh tokens it ends with the access token', () => {
  expect(termOf(client(false), lifetimes)).toEqual({ latest: 900 });
});

test('an idle time that the family never reaches is not told', () => {
  expect(termOf(client(true), { ...lifetimes, refreshIdle: 365 * DAY })).toEqual({
    latest: 365 * DAY,
  });
});
