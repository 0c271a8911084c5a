import { expect, test } from 'vitest';
import { toldPath } from './told-path.ts';

test.each([
  ['/', '/'],
  ['/token', '/token'],
  ['/token/introspection?token=x', '/token/introspection'],
  ['/interaction/abc/login', '/interaction/*/login'],
  ['/callback/github?code=x', '/callback/github'],
  ['/callback/eyJhbGciOi', '/callback/*'],
  ['/.well-known/openid-configuration/mcp', '/.well-known/openid-configuration/*'],
  ['/token/', '/token/'],
  ['/eyJhbGciOi/x%0ay', '/*/*'],
  ['//elsewhere/', '//*/'],
  ['*', '*'],
  ['/x'.repeat(10_000), '/*/*/*/*/*'],
])('%s is told as %s', (url, told) => {
  expect(toldPath(url)).toBe(told);
});
