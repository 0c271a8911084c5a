import { expect, test } from 'vitest';
import { whereToTryAgain } from './try-again.ts';

const request = '/auth?client_id=x&state=y%22';

test.each([
  ['GET', '/', '/'],
  ['GET', request, request],
  ['GET', '/auth/uid-1', '/auth/uid-1'],
  ['GET', '/interaction/uid-1', '/interaction/uid-1'],
  ['GET', '/interaction/uid-1/signed-in?x=y', '/interaction/uid-1/signed-in'],
  ['POST', '/interaction/uid-1/login', '/interaction/uid-1'],
  ['POST', '/interaction/uid-1/consent', '/interaction/uid-1'],
  ['POST', '/interaction/uid-1/cancel?x=y', '/interaction/uid-1'],
  ['POST', '/interaction/uid-1/switch', '/interaction/uid-1'],
  ['POST', '/sign-in/home', '/'],
  ['POST', '/sign-out', '/'],
])('after %s %s it is %s', (method, url, where) => {
  expect(whereToTryAgain(method, url)).toBe(where);
});

test.each([
  ['GET', '/callback/github?code=secret&state=x', 'a code is in the address'],
  ['POST', request, 'what was posted is not in the address'],
  ['GET', '/auth', 'nothing was asked'],
  ['GET', `/auth?state=${'x'.repeat(2048)}`, 'too long'],
  ['GET', '/nothing', 'there is nothing'],
  ['GET', '//evil.example/auth?x=y', 'another site'],
  ['GET', '/token', 'for programs'],
])('after %s %s it is nowhere: %s', (method, url) => {
  expect(whereToTryAgain(method, url)).toBeUndefined();
});
