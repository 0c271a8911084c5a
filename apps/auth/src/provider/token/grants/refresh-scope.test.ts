import { expect, test } from 'vitest';
import { refreshScope } from './refresh-scope.ts';

const RESOURCE = { scopes: { 'mcp:read': 'Read', 'mcp:write': 'Write', 'mcp:admin': 'All' } };
const BOTH = 'mcp:read mcp:write';

/** What is answered to a refresh that asks for `asked`, of a token for `granted`. */
const answered = (asked: string | undefined, granted: string, resource?: typeof RESOURCE) =>
  refreshScope(asked, granted.split(' ').filter(Boolean), resource)?.join(' ');

test.each<[asked: string | undefined, granted: string, answered: string | undefined]>([
  // what was granted, or less
  [undefined, BOTH, BOTH],
  [BOTH, BOTH, BOTH],
  ['mcp:read', BOTH, 'mcp:read'],
  ['mcp:write mcp:write mcp:read', BOTH, BOTH],
  // more, of ours or of nobody: what is granted of it
  [`${BOTH} mcp:admin`, 'mcp:read', 'mcp:read'],
  ['mcp:read unheard-of', BOTH, 'mcp:read'],
  ['mcp:read offline_access', 'mcp:read', 'mcp:read'],
  ['mcp:read offline_access', `${BOTH} offline_access`, 'mcp:read offline_access'],
  ['openid mcp:read', 'mcp:read', 'mcp:read'],
  ['openid mcp:read', `openid email ${BOTH}`, 'openid mcp:read'],
  // nothing but to keep the refresh token
  ['offline_access', 'mcp:read', 'mcp:read'],
  ['offline_access', `openid ${BOTH} offline_access`, `openid ${BOTH} offline_access`],
  ['unheard-of offline_access', BOTH, BOTH],
  // who somebody is, which narrows nothing at a resource
  ['openid email', `openid email ${BOTH}`, `openid email ${BOTH}`],
  ['openid offline_access', 'openid profile mcp:read', 'openid mcp:read'],
  ['openid unheard-of', 'openid email mcp:read', 'openid mcp:read'],
  // but a scope of the resource does
  ['openid mcp:read mcp:write', 'openid mcp:read', 'openid mcp:read'],
  // nothing is left, or nothing of the resource that something was asked of
  ['openid mcp:write', 'openid mcp:read', undefined],
  ['openid offline_access mcp:write', 'openid mcp:read offline_access', undefined],
  ['openid mcp:read', 'openid', undefined],
  ['mcp:write', 'mcp:read', undefined],
  ['mcp:write offline_access', 'mcp:read offline_access', undefined],
  ['openid', 'mcp:read', undefined],
  ['unheard-of', BOTH, undefined],
  ['MCP:READ', 'mcp:read', undefined],
  ['constructor __proto__', BOTH, undefined],
  [undefined, '', undefined],
  ['mcp:read', '', undefined],
  ['offline_access', '', undefined],
])('asked for %j of %j: %j', (asked, granted, expected) => {
  expect(answered(asked, granted, RESOURCE)).toBe(expected);
});

test('a grant of no resource is narrowed among the scopes of OpenID Connect', () => {
  expect(answered('openid', 'openid email')).toBe('openid');
  expect(answered('openid mcp:read', 'openid email')).toBe('openid');
  expect(answered('offline_access', 'openid email')).toBe('openid email');
  expect(answered('profile', 'openid email')).toBeUndefined();
});
