import { expect, test } from 'vitest';
import { messageTo } from './message-to.ts';

/** As a mail program reads it (RFC 6068 §2): percent-encoded, and a plus sign is a plus sign. */
function read(link: string): Record<string, string> {
  const [, query = ''] = link.split('?');
  return Object.fromEntries(
    query.split('&').map((field) => field.split('=').map(decodeURIComponent)),
  ) as Record<string, string>;
}

test('a message has its subject and its lines', () => {
  const message = { subject: 'Access to Notes (5MPE-K4ZB)', lines: ['Hello,', '', 'a + b'] };
  const link = messageTo('mailto:grace@example.org', message);
  expect(link).toMatch(/^mailto:grace@example\.org\?subject=Access%20to%20Notes%20/);
  expect(read(link)).toEqual({ subject: message.subject, body: 'Hello,\r\n\r\na + b' });
});

test.each([
  'x\r\nBcc: everybody@example.org',
  'x&bcc=everybody@example.org',
  'x?bcc=everybody@example.org#',
  'x%0D%0ABcc: everybody@example.org',
  '\u202Ex\u200B\uD800',
])('what came from outside stays in its line: %j', (hostile) => {
  const link = messageTo('mailto:grace@example.org', { subject: hostile, lines: [hostile, 'end'] });
  const { subject = '', body = '', ...others } = read(link);
  expect(others).toEqual({});
  expect(subject).not.toMatch(/[\r\n\u202E\uD800]/);
  expect(body.split('\r\n')).toHaveLength(2);
  expect(body).not.toMatch(/\u202E/);
});

test('what the link said besides the address is left out', () => {
  const link = messageTo('mailto:grace@example.org?cc=x', { subject: 'a', lines: [] });
  expect(link).toBe('mailto:grace@example.org?subject=a&body=');
});
