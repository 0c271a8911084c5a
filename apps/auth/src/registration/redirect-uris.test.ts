import { describe, expect, test } from 'vitest';
import { inWords } from '../faults/fault.ts';
import { REDIRECT_URIS_WORDS } from './faults-in-words.ts';
import {
  matchesRedirectUri,
  redirectTarget,
  redirectUrisFault,
  usableRedirectUris,
} from './redirect-uris.ts';

const ISSUER = 'https://auth.example.com';

/** Why a list is refused, as a client is told. */
function refused(uris: unknown, issuer = ISSUER): string | undefined {
  const fault = redirectUrisFault(uris, issuer);
  return fault && inWords(REDIRECT_URIS_WORDS, fault);
}

/** Names in a text. */
const words = (text: string) => text.trim().split(/\s+/);

describe('redirect URIs', () => {
  test.each([
    ['https://claude.ai/api/mcp/auth_callback', 'https'],
    ['http://127.0.0.1:33418/', 'loopback'],
    ['http://[::1]:9/cb', 'loopback'],
    ['http://localhost/callback', 'loopback'],
    ['https://localhost/callback', 'loopback'],
    ['https://127.0.0.1:1234/cb', 'loopback'],
    ['https://[::1]/cb', 'loopback'],
    ['https://127.0.0.2:5/cb', 'loopback'],
    ['https://foo.localhost/cb', 'loopback'],
    ['https://localhost./cb', 'loopback'],
    ['https://[::ffff:127.0.0.1]/cb', 'loopback'],
    ['https://0.0.0.0/cb', 'loopback'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'custom-scheme'],
    ['vscode://vscode.github-authentication/did-authenticate', 'custom-scheme'],
    ['vscode-insiders://publisher.extension/cb', 'custom-scheme'],
    ['claude://claude.ai/mcp-auth-callback', 'custom-scheme'],
    ['windsurf://cb', 'custom-scheme'],
    ['zed://cb', 'custom-scheme'],
    ['slack://cb', 'custom-scheme'],
    ['steam://cb', 'custom-scheme'],
    ['msauth.com.example.app://auth', 'custom-scheme'],
    ['myapp:/oauth', 'custom-scheme'],
    ['x-example-app:/oauth', 'custom-scheme'],
    ['com.example.app:/oauth', 'custom-scheme'],
  ])('%s is accepted as %s', (uri, target) => {
    expect(refused([uri])).toBeUndefined();
    expect(redirectTarget(uri)).toBe(target);
  });

  test.each([
    ['http://client.example/cb', 'http is allowed on loopback only'],
    ['http://127.0.0.1.evil.example/cb', 'http is allowed on loopback only'],
    ['http://0.0.0.0/cb', 'http is allowed on loopback only'],
    ['http://127.0.0.2/cb', 'http is allowed on loopback only'],
    ['http://foo.localhost/cb', 'http is allowed on loopback only'],
    ['http://localhost./cb', 'http is allowed on loopback only'],
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
    ['http:evil.example', 'loopback only'],
    ['http:localhost/cb', 'authority'],
    [`https://client.example/${'a'.repeat(2048)}`, 'characters'],
    [42, 'string'],
  ])('%s is refused: %s', (uri, reason) => {
    expect(refused([uri])).toContain(reason);
    expect(redirectTarget(String(uri))).toBeUndefined();
  });

  /** By the reason. Each had a security advisory, or is opened by a program of the system. */
  test.each(
    words(`
      javascript data vbscript blob filesystem about view-source jar res mk its ms-its hcp mhtml
      chrome chrome-extension edge brave resource moz-extension safari-web-extension googlechrome
      x-safari-https mailto tel sms facetime facetime-audio callto sip sips xmpp search search-ms
      ms-msdt ms-settings ms-officecmd ms-appinstaller ms-cxh ms-word ms-screenclip ms-search
      ms-windows-store microsoft-edge shell onenote vnd.ms.radio help maps geo webcal calshow
      shortcuts itms itms-services itms-appss apple-magnifier x-apple.systempreferences applescript
      x-man-page prefs intent android-app market content apt snap flatpak file exefile jnlp bitcoin
      ethereum ftp sftp ssh telnet rlogin rdp vnc smb afp nfs git git+ssh svn ws wss ldap gopher
      news nntp irc tftp dict wais rtsp dav magnet urn cid mid tag web+app SEARCH-MS Ms-Msdt
    `),
  )('%s: is no redirect target', (scheme) => {
    for (const uri of [`${scheme}:x`, `${scheme}://host/cb`, `${scheme}:/cb?a=b`]) {
      expect(redirectTarget(uri), uri).toBeUndefined();
      expect(refused([uri])).toContain(scheme.toLowerCase());
    }
  });

  test('that are unusable are left out beside usable ones, and refused alone', () => {
    const good = ['https://client.example/cb', 'http://127.0.0.1/cb'];
    const bad = ['javascript:alert(1)', 'http://client.example/cb', 'callback', 7, null, {}];
    expect(usableRedirectUris([...bad, ...good, good[0]], ISSUER)).toEqual(good);
    for (const uri of bad) {
      expect(usableRedirectUris([uri], ISSUER)).toMatchObject({ code: 'wrong_redirect_uri' });
    }
    expect(usableRedirectUris('https://client.example/cb', ISSUER)).toEqual({
      code: 'no_redirect_uri',
    });
    const many = Array.from({ length: 21 }, () => 'https://client.example/cb');
    expect(usableRedirectUris(many, ISSUER)).toEqual({ code: 'too_many_redirect_uris', most: 20 });
  });

  test.each([
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5/cb'],
    ['http://127.0.0.1:1/cb', 'http://127.0.0.1/cb'],
    ['http://localhost:1', 'http://localhost:2'],
    ['http://[::1]/cb?a=b', 'http://[::1]:65535/cb?a=b'],
    ['https://localhost:1234/cb', 'https://localhost:5/cb'],
    ['https://127.0.0.1/cb', 'https://127.0.0.1:5/cb'],
    ['https://client.example/cb', 'https://client.example/cb'],
    ['com.example.app:/cb', 'com.example.app:/cb'],
  ])('%s is meant by %s', (registered, requested) => {
    expect(matchesRedirectUri(registered, requested, ISSUER)).toBe(true);
  });

  test.each([
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5/cb/'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5/other'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5/cb?x=1'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:99999/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5#@evil.example/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5@evil.example/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1.evil.example/cb'],
    ['http://127.0.0.1/cb', 'https://127.0.0.1:5/cb'],
    ['https://127.0.0.1/cb', 'http://127.0.0.1:5/cb'],
    ['http://127.0.0.1/cb', 'http://localhost:5/cb'],
    ['http://127.0.0.1/cb', 'HTTP://127.0.0.1:5/cb'],
    ['http://127.0.0.1/c\nb', 'http://127.0.0.1:5/c\nb'],
    ['https://127.0.0.2/cb', 'https://127.0.0.2:5/cb'],
    ['https://foo.localhost/cb', 'https://foo.localhost:5/cb'],
    ['https://client.example/cb', 'https://client.example:8443/cb'],
    ['https://client.example:1/cb', 'https://client.example/cb'],
    ['com.example.app:/cb', 'com.example.app:1/cb'],
  ])('%j is not meant by %j', (registered, requested) => {
    expect(matchesRedirectUri(registered, requested, ISSUER)).toBe(false);
  });

  test.each([
    ['https://auth.example.com', 'https://auth.example.com/auth?client_id=a&redirect_uri=b'],
    ['https://auth.example.com', 'https://auth.example.com'],
    ['https://auth.example.com', 'HTTPS://Auth.Example.Com:443/callback/github'],
    ['https://auth.example.com', 'https://auth.example.com./interaction/x'],
    ['https://auth.example.com:8443', 'https://auth.example.com:8443/reg'],
    ['http://localhost:3000', 'http://localhost:3000/auth'],
    ['http://localhost:3000', 'http://127.0.0.1:3000/auth'],
    ['http://127.0.0.1:3000', 'http://[::1]:3000/auth'],
  ])('%s is no client of its own, at %s', (issuer, uri) => {
    expect(refused([uri], issuer)).toContain('this server itself');
    expect(usableRedirectUris([uri, 'https://client.example/cb'], issuer)).toEqual([
      'https://client.example/cb',
    ]);
    // One that was stored before the rule, or got into the database in some other way.
    expect(matchesRedirectUri(uri, uri, issuer)).toBe(false);
  });

  test('on loopback have any port but that of this server', () => {
    const [port, other] = ['http://localhost:3000', 'http://localhost:3001'];
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const registered = `http://${host}/auth`;
      const asked = `http://${host}:3000/auth`;
      expect(refused([registered], port)).toBeUndefined();
      expect(matchesRedirectUri(registered, asked, port)).toBe(false);
      expect(matchesRedirectUri(registered, asked, other)).toBe(true);
    }
    // A server at the default port leaves all other ports to programs.
    expect(refused(['http://127.0.0.1/cb'], 'http://localhost')).toBeUndefined();
    const same = ['http://127.0.0.1/cb', 'http://127.0.0.1/cb'] as const;
    expect(matchesRedirectUri(...same, 'http://localhost')).toBe(false);
  });

  test('must be a list of at least one and at most twenty', () => {
    expect(refused(undefined)).toContain('array');
    expect(refused([])).toContain('at least one');
    expect(refused({ 0: 'https://a.example' })).toContain('array');
    const many = Array.from({ length: 21 }, (_, n) => `https://a.example/${n}`);
    expect(refused(many)).toContain('at most 20');
  });
});
