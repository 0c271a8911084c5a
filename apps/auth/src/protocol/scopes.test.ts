import { expect, test } from 'vitest';
import { asksForOpenId, isOpenIdScope, RESERVED_SCOPES, scopeNames } from './scopes.ts';

test.each([
  ['mcp:read openid', ['mcp:read', 'openid']],
  ['  mcp:read  openid ', ['mcp:read', 'openid']],
  ['', []],
  [' ', []],
  [undefined, []],
  [['mcp:read', 'openid'], []],
])('the names in %j are %j', (scope, names) => expect(scopeNames(scope)).toEqual(names));

test.each([
  ['openid', true],
  ['mcp:read openid', true],
  ['openid2', false],
  ['profile', false],
  [undefined, false],
  [['openid'], false],
])('whether %j asks for OpenID: %s', (scope, asks) => expect(asksForOpenId(scope)).toBe(asks));

test('what a resource may not redefine is more than what there is', () => {
  expect(RESERVED_SCOPES.filter((name) => !isOpenIdScope(name))).toEqual(['address', 'phone']);
});
