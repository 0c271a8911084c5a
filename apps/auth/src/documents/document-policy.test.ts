import { describe, expect, test } from 'vitest';
import { isDocumentAddress, isServed } from './document-policy.ts';
import { POLICY } from './documents.fixture.ts';

const PUBLIC = { loopback: false };
const PRIVATE = { loopback: true };

describe('the address of a document', () => {
  test.each([
    'https://claude.ai/oauth/claude-code-client-metadata',
    'https://a.example/x/',
    'https://a.example/x.json',
    'https://xn--bcher-kva.example/x',
    'https://a.example/%20x',
    `https://a.example/${'x'.repeat(494)}`,
  ])('%s', (id) => expect(isDocumentAddress(id, PUBLIC)).toBe(true));

  test.each([
    ['no path', 'https://a.example'],
    ['the path alone that every host has', 'https://a.example/'],
    ['http', 'http://a.example/x'],
    ['another scheme', 'ftp://a.example/x'],
    ['upper case', 'https://A.example/x'],
    ['a scheme in upper case', 'HTTPS://a.example/x'],
    ['a default port', 'https://a.example:443/x'],
    ['a port', 'https://a.example:8443/x'],
    ['a user', 'https://u@a.example/x'],
    ['nobody as a user', 'https://@a.example/x'],
    ['a password', 'https://u:p@a.example/x'],
    ['a query', 'https://a.example/x?y'],
    ['an empty query', 'https://a.example/x?'],
    ['a fragment', 'https://a.example/x#y'],
    ['an empty fragment', 'https://a.example/x#'],
    ['dot segments', 'https://a.example/../x'],
    ['dot segments within', 'https://a.example/y/./x'],
    ['dot segments encoded', 'https://a.example/%2e%2e/x'],
    ['a backslash', 'https://a.example\\x'],
    ['a backslash in the path', 'https://a.example/x\\y'],
    ['a space', 'https://a.example/x y'],
    ['a space at its end', 'https://a.example/x '],
    ['a tab', 'https://a.ex\tample/x'],
    ['a NUL', 'https://a.example/x\0'],
    ['no host', 'https:///x'],
    ['one slash', 'https:/a.example/x'],
    ['an address in decimal', 'https://2130706433/x'],
    ['an address in hexadecimal', 'https://0x7f.1/x'],
    ['a short address', 'https://127.1/x'],
    ['a mapped address written otherwise', 'https://[::ffff:127.0.0.1]/x'],
    ['a zone', 'https://[fe80::1%25eth0]/x'],
    ['a dot at the end of the host', 'https://a.example./x'],
    ['letters that are not ASCII', 'https://bücher.example/x'],
    ['513 characters', `https://a.example/${'x'.repeat(495)}`],
    ['a host on this computer with a port', 'https://localhost:8443/x'],
  ])('has not: %s', (_what, id) => expect(isDocumentAddress(id, PUBLIC)).toBe(false));

  test('may be on this computer, with a port, for a server that is there itself', () => {
    expect(isDocumentAddress('https://localhost:8443/x', PRIVATE)).toBe(true);
    expect(isDocumentAddress('https://127.0.0.1:8443/x', PRIVATE)).toBe(true);
    expect(isDocumentAddress('https://localhost.example:8443/x', PRIVATE)).toBe(false);
    expect(isDocumentAddress('https://a.example:8443/x', PRIVATE)).toBe(false);
    expect(isDocumentAddress('http://localhost:8443/x', PRIVATE)).toBe(false);
    expect(isDocumentAddress('https://localhost:8443/', PRIVATE)).toBe(false);
  });
});

describe('whose documents are read', () => {
  const served = (host: string, lists: Partial<typeof POLICY>) =>
    isServed(`https://${host}/x`, { ...POLICY, ...lists });

  test('a domain stands for all that is below it, and for nothing that only looks so', () => {
    const only = { domains: ['claude.ai', 'chatgpt.com'] };
    expect(['claude.ai', 'app.claude.ai', 'chatgpt.com'].map((one) => served(one, only))).toEqual([
      true,
      true,
      true,
    ]);
    const others = ['evilclaude.ai', 'claude.ai.example', 'ai', 'xn--clude-0na.ai'];
    expect(others.map((one) => served(one, only))).toEqual([false, false, false, false]);
  });

  test('one that is shut out is, whatever the others say', () => {
    const lists = { domains: ['corp.example'], deniedDomains: ['evil.corp.example'] };
    expect(served('corp.example', lists)).toBe(true);
    expect(served('evil.corp.example', lists)).toBe(false);
    expect(served('very.evil.corp.example', lists)).toBe(false);
    expect(served('evil.example', { deniedDomains: ['evil.example'] })).toBe(false);
  });

  test('nobody’s where none are', () => {
    expect(served('claude.ai', {})).toBe(true);
    expect(served('claude.ai', { enabled: false })).toBe(false);
    expect(isServed('client_x', POLICY)).toBe(false);
  });
});
