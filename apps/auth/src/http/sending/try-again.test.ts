import { expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../pages/pages.ts';
import { whereToTryAgain } from './try-again.ts';

const request = '/auth?client_id=x&state=y%22';

test.each([
  ['GET', '/', '/'],
  ['GET', request, request],
  ['GET', `${request}&client_secret=x&%70assword=y`, request],
  ['GET', '/auth?redirect_uri=https://a/?b', '/auth?redirect_uri=https://a/?b'],
  ['GET', '/auth?%73tate=y&state=z', '/auth?%73tate=y&state=z'],
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
  expect(whereToTryAgain('unavailable', method, url)).toBe(where);
});

test.each([
  ['GET', '/callback/github?code=secret&state=x', 'a code is in the address'],
  ['POST', request, 'what was posted is not in the address'],
  ['GET', '/auth', 'nothing was asked'],
  ['GET', '/auth?token=x', 'nothing that counts was asked'],
  ['GET', `${request}&id_token_hint=x`, 'a token is in the address'],
  ['GET', `${request}&%72equest=x`, 'somebody’s claims are in the address'],
  ['GET', `/auth?state=${'x'.repeat(2048)}`, 'too long'],
  ['GET', '/nothing', 'there is nothing'],
  ['GET', '//evil.example/auth?x=y', 'another site'],
  ['GET', '/token', 'for programs'],
])('after %s %s it is nowhere: %s', (method, url) => {
  expect(whereToTryAgain('unavailable', method, url)).toBeUndefined();
});

test('after what lasts, which no page offers to try again, it is nowhere', () => {
  const told = PROBLEM_CODES.filter((code) => whereToTryAgain(code, 'GET', request) !== undefined);
  expect(told).toEqual(['too_many_requests', 'unavailable', 'server_error']);
});
