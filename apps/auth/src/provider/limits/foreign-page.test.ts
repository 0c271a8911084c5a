import { expect, test } from 'vitest';
import { saysForeignPage } from './foreign-page.ts';

const OWN = 'https://auth.example.com';

test.each<[site: string | undefined, origin: string | undefined, foreign: boolean]>([
  // programs
  [undefined, undefined, false],
  ['', '', false],
  // our own pages, which send no referrer and so an opaque origin
  ['same-origin', 'null', false],
  ['same-origin', OWN, false],
  [undefined, OWN, false],
  // an address that somebody typed, or that a program opened
  ['none', undefined, false],
  // pages of others, and programs that are one
  ['cross-site', undefined, true],
  ['cross-site', OWN, true],
  ['same-site', undefined, true],
  ['cross-site, none', 'https://evil.example', true],
  [undefined, 'https://evil.example', true],
  [undefined, 'null', true],
  [undefined, `${OWN}.evil.example`, true],
  [undefined, `${OWN}:444`, true],
  ['none', 'chrome-extension://abcdef', true],
  [undefined, 'app://obsidian.md', true],
])('Sec-Fetch-Site %j with Origin %j: a foreign page is %j', (site, origin, foreign) => {
  const headers = new Map([
    ['Sec-Fetch-Site', site],
    ['Origin', origin],
  ]);
  expect(saysForeignPage((name) => headers.get(name), OWN)).toBe(foreign);
});
