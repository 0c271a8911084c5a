import { expect, test } from 'vitest';

import { isSeen } from './is-seen.ts';

test.each<Record<string, string>>([
  {},
  { 'sec-fetch-dest': 'document' },
  { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site', purpose: 'other' },
])('an answer to %j is seen', (headers) => {
  expect(isSeen(headers)).toBe(true);
});

test.each<Record<string, string>>([
  { 'sec-purpose': 'prefetch' },
  { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' },
  { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;anonymous-client-ip' },
  { purpose: 'prefetch' },
  { purpose: 'Preview' },
  { 'x-purpose': 'preview' },
  { 'x-moz': 'prefetch' },
  { 'sec-fetch-dest': 'image' },
  { 'sec-fetch-dest': 'iframe' },
  { 'sec-fetch-dest': 'empty' },
  { 'sec-fetch-dest': 'document, image' },
])('an answer to %j is not', (headers) => {
  expect(isSeen(headers)).toBe(false);
});
