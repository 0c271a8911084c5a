import { expect, test } from 'vitest';
import { clientHref, forwardTarget, webHref } from './links.ts';

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  'cursor://anysphere',
  '//evil.example',
  'https://user:pass@a.example/',
  'not a url',
])('%j is never a link', (raw) => {
  expect(webHref(raw)).toBeUndefined();
});

test('http and https addresses are links, in their normal form', () => {
  expect(webHref('HTTPS://Client.Example')).toBe('https://client.example/');
  expect(webHref('https://client.example/a"b')).toBe('https://client.example/a%22b');
});

test.each(['/\\evil.example', '//evil.example', '/\t/evil.example', 'javascript:x', '', 'auth/x'])(
  'a page does not forward to %j',
  (raw) => {
    expect(() => forwardTarget(raw)).toThrow(TypeError);
  },
);

test('a page forwards to a path of its own and to web addresses', () => {
  expect(forwardTarget('/auth/abc?x=1')).toBe('/auth/abc?x=1');
  expect(forwardTarget('https://github.com/login?a=1&b=2')).toBe(
    'https://github.com/login?a=1&b=2',
  );
});

test.each([
  'javascript:alert(1)?error=x',
  'JAVASCRIPT://a.example/%0aalert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'http://a.example/cb',
  'https://user:pass@a.example/cb',
  'not a url',
])('no client is led to %j', (raw) => {
  expect(() => clientHref(raw)).toThrow(TypeError);
});

test.each([
  `https://a.example/cb?error=x&state=${'s'.repeat(12_000)}`,
  'http://127.0.0.1:4/cb?error=x',
  'com.example.app:/cb?error=x',
  'https://a.example/cb#error=x',
])('a client is led to what it registered, with the error', (raw) => {
  expect(clientHref(raw)).toBe(raw);
});
