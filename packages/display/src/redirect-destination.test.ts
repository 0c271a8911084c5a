import { expect, test } from 'vitest';
import { destinationOf } from './redirect-destination.ts';

test.each([
  ['https://claude.ai/api/mcp/auth_callback', { kind: 'https', host: 'claude.ai' }],
  ['https://a.example:8443/cb', { kind: 'https', host: 'a.example:8443' }],
  ['https://localhost.evil.example/', { kind: 'https', host: 'localhost.evil.example' }],
  // Has a Cyrillic letter instead of a Latin one.
  ['https://cl\u0430ude.ai/cb', { kind: 'https', host: 'xn--clude-5ve.ai' }],
  ['http://127.0.0.1:33418/', { kind: 'loopback', host: '127.0.0.1:33418' }],
  ['https://localhost:8787/', { kind: 'loopback', host: 'localhost:8787' }],
  ['https://foo.localhost/cb', { kind: 'loopback', host: 'foo.localhost' }],
  ['https://127.0.0.2:5/cb', { kind: 'loopback', host: '127.0.0.2:5' }],
  ['http://[::1]:9/cb', { kind: 'loopback', host: '[::1]:9' }],
  ['Cursor://anysphere/cb', { kind: 'custom-scheme', scheme: 'cursor' }],
])('%s goes to %j', (uri, destination) => {
  expect(destinationOf(uri)).toEqual(destination);
});

test('what is no address goes nowhere', () => {
  expect(() => destinationOf('/cb')).toThrow(TypeError);
});
