import { expect, test } from 'vitest';
import { webAddressProblem } from './web-address.ts';

test.each([
  ['https://example.com', undefined],
  ['HTTP://localhost:3000/mcp', undefined],
  ['localhost:3000', 'is not an http or https URL: "localhost:3000"'],
  ['ftp://example.com', 'is not an http or https URL: "ftp://example.com"'],
  ['https:example.com', 'is not an http or https URL: "https:example.com"'],
  ['https://user:hunter2@example.com', 'holds a user name or password'],
  ['https://example.com/#', 'has a fragment: "https://example.com/#"'],
  ['https://example.com?', 'has a query: "https://example.com?"'],
  ['https://example.com?a#b', 'has a fragment: "https://example.com?..."'],
  ['https://example.com/?key=hunter2', 'has a query: "https://example.com/?..."'],
  ['https://example.com/#hunter2', 'has a fragment: "https://example.com/#..."'],
  ['user:hunter2@example.com', 'is not an http or https URL: "...@example.com"'],
  [
    'ftp://user:hunter2@example.com?key=hunter@2',
    'is not an http or https URL: "...@example.com?..."',
  ],
])('what is wrong with %s: %j', (text, problem) => {
  expect(webAddressProblem(text)).toBe(problem);
});
