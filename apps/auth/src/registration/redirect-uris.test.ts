import { describe, expect, test } from 'vitest';
import { redirectTarget, redirectUrisRefusal } from './redirect-uris.ts';

describe('redirect URIs', () => {
  test.each([
    ['https://claude.ai/api/mcp/auth_callback', 'https'],
    ['http://127.0.0.1:33418/', 'loopback'],
    ['http://[::1]:9/cb', 'loopback'],
    ['http://localhost/callback', 'loopback'],
    ['https://localhost/callback', 'loopback'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'custom-scheme'],
    ['com.example.app:/oauth', 'custom-scheme'],
  ])('%s is accepted as %s', (uri, target) => {
    expect(redirectUrisRefusal([uri])).toBeUndefined();
    expect(redirectTarget(uri)).toBe(target);
  });

  test.each([
    ['http://client.example/cb', 'http is allowed on loopback only'],
    ['http://127.0.0.1.evil.example/cb', 'http is allowed on loopback only'],
    ['http://0.0.0.0/cb', 'http is allowed on loopback only'],
    ['https://user:secret@client.example/cb', 'user name'],
    ['https://client.example@evil.example/cb', 'user name'],
    ['https://*.client.example/cb', 'wildcards'],
    ['https://client.example/cb#x', 'fragment'],
    ['https://client.example/cb#', 'fragment'],
    ['https:\\\\evil.example', 'backslash'],
    ['https:evil.example', 'authority'],
    ['/cb', 'absolute'],
    ['javascript:alert(1)', 'javascript:'],
    ['JaVaScRiPt:alert(1)', 'javascript:'],
    [' javascript:alert(1)', 'printable'],
    ['java\nscript:alert(1)', 'printable'],
    ['data:text/html,x', 'data:'],
    ['vbscript:x', 'vbscript:'],
    ['file:///etc/passwd', 'file:'],
    ['blob:https://a.example/x', 'blob:'],
    [`https://client.example/${'a'.repeat(2048)}`, 'characters'],
    [42, 'string'],
  ])('%s is refused: %s', (uri, reason) => {
    expect(redirectUrisRefusal([uri])).toContain(reason);
    expect(redirectTarget(String(uri))).toBeUndefined();
  });

  test('must be a list of at least one and at most twenty', () => {
    expect(redirectUrisRefusal(undefined)).toContain('array');
    expect(redirectUrisRefusal([])).toContain('at least one');
    expect(redirectUrisRefusal({ 0: 'https://a.example' })).toContain('array');
    const many = Array.from({ length: 21 }, (_, n) => `https://a.example/${n}`);
    expect(redirectUrisRefusal(many)).toContain('at most 20');
  });
});
