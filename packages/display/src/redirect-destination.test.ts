import { expect, test } from 'vitest';
import { destinationInWords, destinationOf } from './redirect-destination.ts';

test.each([
  ['https://claude.ai/api/mcp/auth_callback', 'claude.ai'],
  ['https://a.example:8443/cb', 'a.example:8443'],
  ['https://localhost.evil.example/', 'localhost.evil.example'],
  // Has a Cyrillic letter instead of a Latin one.
  ['https://cl\u0430ude.ai/cb', 'xn--clude-5ve.ai'],
  ['http://127.0.0.1:33418/', 'a program on this computer (127.0.0.1:33418)'],
  ['https://localhost:8787/', 'a program on this computer (localhost:8787)'],
  ['https://foo.localhost/cb', 'a program on this computer (foo.localhost)'],
  ['https://127.0.0.2:5/cb', 'a program on this computer (127.0.0.2:5)'],
  ['http://[::1]:9/cb', 'a program on this computer ([::1]:9)'],
  ['Cursor://anysphere/cb', 'the app on this device that opens “cursor:” links'],
])('%s goes to %s', (uri, words) => {
  expect(destinationInWords(destinationOf(uri))).toBe(words);
});

test('what is no address goes nowhere', () => {
  expect(() => destinationOf('/cb')).toThrow(TypeError);
});
