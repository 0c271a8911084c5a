import { expect, test } from 'vitest';
import { hostInParts } from './host-name.tsx';

test.each([
  ['claude.ai', '', 'claude.ai'],
  ['api.claude.ai', 'api.', 'claude.ai'],
  ['accounts.google.com.notes-bank.example', 'accounts.google.com.', 'notes-bank.example'],
  ['shop.example.co.uk', 'shop.', 'example.co.uk'],
  ['a.example:8443', '', 'a.example:8443'],
  ['one.notes.example:8443', 'one.', 'notes.example:8443'],
  ['localhost:3000', '', 'localhost:3000'],
  ['xn--clude-5ve.ai', '', 'xn--clude-5ve.ai'],
])('%s is broken after “%s” at most', (host, before, end) => {
  expect(hostInParts(host)).toEqual({ before, end });
});
