import { describe, expect, it } from 'vitest';

import { comparableUrl } from './request-url.ts';

describe('URLs that are the same', () => {
  it.each([
    ['HTTPS://Example.COM/a', 'https://example.com/a'],
    ['https://example.com:443/a', 'https://example.com/a'],
    ['http://localhost:80', 'http://localhost/'],
    ['https://example.com/a/./b/../c', 'https://example.com/a/c'],
    ['https://example.com/%7euser/%2d', 'https://example.com/~user/-'],
    ['https://example.com/%c3%a9', 'https://example.com/%C3%A9'],
    ['https://example.com/a?b=c#d', 'https://example.com/a'],
    ['https://example.com/%2e%2e/a', 'https://example.com/a'],
    ['http://[::1]:8000/mcp', 'http://[0:0:0:0:0:0:0:1]:8000/mcp'],
  ])('%s is %s', (one, other) => {
    expect(comparableUrl(one)).toBeDefined();
    expect(comparableUrl(one)).toBe(comparableUrl(other));
  });
});

describe('URLs that are not the same', () => {
  it.each([
    ['https://example.com/a%2Fb', 'https://example.com/a/b'],
    ['https://example.com/a', 'https://example.com/a/'],
    ['https://example.com/a', 'https://example.com/A'],
    ['https://example.com//a', 'https://example.com/a'],
    ['https://example.com/a', 'http://example.com/a'],
    ['https://example.com/a', 'https://example.com:8443/a'],
    ['https://example.com/%2541', 'https://example.com/A'],
  ])('%s is not %s', (one, other) => {
    expect(comparableUrl(one)).not.toBe(comparableUrl(other));
  });
});

it.each([
  'https:/example.com/a',
  'https:example.com',
  String.raw`https:\\example.com\a`,
  String.raw`https://example.com\a`,
  ' https://example.com/a',
  'https://exa\tmple.com/a',
  'https://example.com/a\n',
  'https://example.com/é',
  'https://user:password@example.com/a',
  'ftp://example.com/a',
  'https://',
  'https://example.com:99999/',
  '',
])('%j is no URL to compare', (text) => {
  expect(comparableUrl(text)).toBeUndefined();
});
