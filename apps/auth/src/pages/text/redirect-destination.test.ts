import { expect, test } from 'vitest';
import { redirectDestination } from './redirect-destination.ts';

test('an https redirect goes to a website, named by host and unusual port', () => {
  expect(redirectDestination('https://claude.ai/api/mcp/auth_callback')).toEqual({
    kind: 'https',
    host: 'claude.ai',
  });
  expect(redirectDestination('https://a.example:8443/cb')).toEqual({
    kind: 'https',
    host: 'a.example:8443',
  });
});

test.each(['http://localhost:8787/callback', 'http://127.0.0.1:33418/', 'http://[::1]:9/cb'])(
  '%s goes to a program on this computer',
  (uri) => {
    expect(redirectDestination(uri).kind).toBe('loopback');
  },
);

test('a host that only begins like loopback is a website', () => {
  expect(redirectDestination('https://localhost.evil.example/').kind).toBe('https');
});

test('a private-use scheme belongs to an app', () => {
  const destination = redirectDestination('cursor://anysphere.cursor-mcp/oauth/callback');
  expect(destination).toEqual({ kind: 'custom-scheme', scheme: 'cursor' });
});

test.each(['javascript:alert(1)', 'http://a.example/cb', 'nonsense'])(
  '%s is not a destination',
  (uri) => {
    expect(() => redirectDestination(uri)).toThrow(TypeError);
  },
);
