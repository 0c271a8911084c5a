import { describe, expect, it } from 'vitest';

import { isLoopback, isSecureUrl } from './secure-url.ts';

describe('a URL that tokens and keys may travel to', () => {
  it.each([
    'https://example.com',
    'https://example.com:8443/path?x',
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://127.1/', // the URL parser writes it out
    'http://[::1]:8000/mcp',
    'http://app.localhost',
  ])('can be %s', (url) => {
    expect(isSecureUrl(url)).toBe(true);
  });

  it.each([
    'http://example.com',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'https://user@example.com',
    'http://127.0.0.1@evil.example',
    'ftp://localhost',
    'file:///etc/passwd',
    'example.com',
    '',
  ])('cannot be %s', (url) => {
    expect(isSecureUrl(url)).toBe(false);
  });
});

it('a host name that only contains a loopback name is not loopback', () => {
  expect(['localhost', '[::1]', '127.8.9.10'].every(isLoopback)).toBe(true);
  expect(['notlocalhost', 'localhost.com', '128.0.0.1', '0.0.0.0'].some(isLoopback)).toBe(false);
});
