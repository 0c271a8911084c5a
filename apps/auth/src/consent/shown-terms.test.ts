import { expect, test } from 'vitest';
import type { ConsentRequest, OfferedScope } from './consent-request.ts';
import { shownTerms } from './shown-terms.ts';

const read: OfferedScope = {
  name: 'notes:read',
  description: 'Read your notes',
  detail: 'Titles and text',
  kind: 'view',
  optional: true,
  checked: true,
  alreadyAllowed: false,
  leftOutBefore: false,
};
const write: OfferedScope = { ...read, name: 'notes:write', description: 'Write notes' };
const resource: ConsentRequest['resource'] = {
  resource: 'https://notes.example/mcp',
  name: 'Notes',
  scopes: {},
  aliases: [],
  accessTokenAlg: 'ES256',
};
const page = { resource, scopes: [read, write] };

test.each<[string, Partial<OfferedScope>]>([
  ['its words', { description: 'See your notes' }],
  ['its closer words', { detail: 'Titles' }],
  ['having none', { detail: undefined }],
  ['its kind', { kind: 'irreversible' }],
  ['being required', { optional: false }],
])('a page says something else of a scope by %s', (_what, change) => {
  expect(shownTerms({ ...page, scopes: [{ ...read, ...change }, write] })).not.toBe(
    shownTerms(page),
  );
});

test('it says something else with another scope, with one less, and of another server', () => {
  const others = [
    { ...page, scopes: [read] },
    { ...page, scopes: [read, write, { ...write, name: 'notes:erase' }] },
    { ...page, resource: { ...resource, name: 'Ledger' } },
    { ...page, resource: undefined },
  ];
  expect(new Set([page, ...others].map(shownTerms)).size).toBe(5);
});

test('ticks, earlier answers and the order are not what it says', () => {
  const decided = { ...read, checked: false, alreadyAllowed: true, leftOutBefore: true };
  expect(shownTerms({ ...page, scopes: [write, decided] })).toBe(shownTerms(page));
});
