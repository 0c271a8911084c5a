import { expect, test } from 'vitest';
import { destinationInWords } from '../client-summary.tsx';
import { english } from '../words/en/en.ts';
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
    const destination = redirectDestination(uri);
    expect(destination.kind).toBe('loopback');
    expect(destinationInWords(destination, english)).toContain('a program on this computer');
  },
);

test('a host that only begins like loopback is a website', () => {
  expect(redirectDestination('https://localhost.evil.example/').kind).toBe('https');
});

test('a private-use scheme belongs to an app', () => {
  const destination = redirectDestination('cursor://anysphere.cursor-mcp/oauth/callback');
  expect(destination).toEqual({ kind: 'custom-scheme', scheme: 'cursor' });
  expect(destinationInWords(destination, english)).toBe(
    'the app on this device that opens “cursor:” links',
  );
});

test.each(['javascript:alert(1)', 'http://a.example/cb', 'nonsense'])(
  '%s is not a destination',
  (uri) => {
    expect(() => redirectDestination(uri)).toThrow(TypeError);
  },
);
