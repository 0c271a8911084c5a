import { expect, test } from 'vitest';
import { toldPath } from './told-path.ts';

test.each([
  ['/', '/'],
  ['/token', '/token'],
  ['/token/introspection?token=x', '/token/introspection'],
  ['/interaction/abc/login', '/interaction/*/login'],
  ['/callback/oidc-acme?code=x', '/callback/oidc-acme'],
  ['/callback/oidc-other?code=x', '/callback/*'],
  ['/callback/eyJhbGciOi', '/callback/*'],
  ['/.well-known/openid-configuration/mcp', '/.well-known/openid-configuration/*'],
  ['/token/', '/token/'],
  ['/eyJhbGciOi/x%0ay', '/*/*'],
  ['//elsewhere/', '//*/'],
  ['*', '*'],
  ['/x'.repeat(10_000), '/*/*/*/*/*'],
])('%s is told as %s', (url, told) => {
  expect(toldPath(url, new Set(['oidc-acme']))).toBe(told);
});
