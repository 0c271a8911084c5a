import { describe, expect, test } from 'vitest';
import { BrowserCookies } from './browser-cookies.ts';

const https = new BrowserCookies('gatehouse_browser', true);
const http = new BrowserCookies('gatehouse_browser', false);
const GIVING = { path: '/auth/uid', maxAge: 3600 };
const pairOf = (line: string) => line.split(';')[0]!;

describe('over https', () => {
  test('it is one for the whole host, out of reach of scripts, other sites and sibling domains', () => {
    const { secret, setCookie } = https.give(undefined, GIVING);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(setCookie).toBe(
      `__Host-gatehouse_browser=${secret}; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax`,
    );
  });

  test('it is kept by a browser that has one, and lives longer with each use', () => {
    const first = https.give(undefined, GIVING);
    const cookie = `other=1; ${pairOf(first.setCookie)}; x=y`;
    expect(https.give(cookie, GIVING)).toEqual(first);
    expect(https.clear(https.read(cookie), '/')).toEqual([]);
  });

  test('one that was tampered with, or planted under another name, is none', () => {
    const { secret } = https.give(undefined, GIVING);
    for (const planted of [
      `gatehouse_browser=${secret}`,
      `gatehouse_browser_abcdefghij=${secret}`,
      `__Secure-gatehouse_browser=${secret}`,
      `__Host-gatehouse_browser_abcdefghij=${secret}`,
      `__Host-gatehouse_browser=${secret}x`,
      '__Host-gatehouse_browser=short',
      `x__Host-gatehouse_browser=${secret}`,
      '=; ;;%%%',
    ]) {
      expect(https.read(planted), planted).toEqual([]);
    }
  });
});

describe('over http', () => {
  test('each is new, under a name of its own, where it is read and nowhere else', () => {
    const [one, two] = [http.give(undefined, GIVING), http.give(undefined, GIVING)];
    expect(one.setCookie).toMatch(
      /^gatehouse_browser_[\w-]{10}=[\w-]{43}; Max-Age=3600; Path=\/auth\/uid; HttpOnly; SameSite=Lax$/,
    );
    expect(one.secret).not.toBe(two.secret);
    expect(pairOf(one.setCookie).split('=')[0]).not.toBe(pairOf(two.setCookie).split('=')[0]);
    expect(pairOf(one.setCookie).split('=')[0]).not.toContain(one.secret.slice(0, 10));
  });

  test('none that came in is taken over', () => {
    const planted = http.give(undefined, GIVING);
    const cookie = `${pairOf(planted.setCookie)}; gatehouse_browser=${planted.secret}`;
    expect(http.give(cookie, GIVING).secret).not.toBe(planted.secret);
  });

  test('it is taken away under its name and path once it has served', () => {
    const { secret, setCookie } = http.give(undefined, GIVING);
    const [line] = http.clear([secret], GIVING.path);
    expect(line).toMatch(/=; Max-Age=0; Path=\/auth\/uid; HttpOnly; SameSite=Lax$/);
    expect(line!.split('=')[0]).toBe(setCookie.split('=')[0]);
  });
});

test.each([
  ['https', https],
  ['http', http],
])(
  'over %s, of two of one name both count: a planted one does not push the right one out',
  (_, cookies) => {
    const { secret, setCookie } = cookies.give(undefined, GIVING);
    const name = setCookie.split('=')[0];
    const planted = 'p'.repeat(43);
    for (const cookie of [
      `${name}=${planted}; ${name}=${secret}`,
      `${name}=${secret}; ${name}=${planted}`,
    ]) {
      expect(cookies.read(cookie)).toContain(secret);
    }
  },
);
