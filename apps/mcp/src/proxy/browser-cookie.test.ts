import type { CookieOptions, Request, Response } from 'express';
import { describe, expect, it } from 'vitest';

import { setBrowserSecret, canBePlanted, isSameBrowser } from './browser-cookie.ts';

const secure = 'https://mcp.example.com/mcp';
const local = 'http://localhost:8000/mcp';
const from = (cookie?: string) => ({ headers: { cookie } }) as Request;

/** What a browser with these cookies is given, and told to forget. */
function given(url: string, cookie?: string) {
  let set = { name: '', value: '', options: {} as CookieOptions };
  const cleared: string[] = [];
  const res = {
    cookie: (name: string, value: string, options: CookieOptions) => {
      set = { name, value, options };
    },
    clearCookie: (name: string) => cleared.push(name),
  } as unknown as Response;
  const browser = setBrowserSecret(from(cookie), res, url);
  return { ...set, browser, cleared, cookie: `${set.name}=${set.value}` };
}

describe('the cookie of a page', () => {
  it('cannot be set by a sibling host, over https', () => {
    const { name, options } = given(secure);
    expect(name).toMatch(/^__Host-gatehouse-mcp-proxy_[\w-]{10}$/);
    expect(options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
  });

  it.each([secure, local])('is none that came in, and has a name of its own: %s', (url) => {
    const first = given(url);
    const second = given(url, first.cookie);
    expect(second.value).not.toBe(first.value);
    expect(second.name).not.toBe(first.name);
    expect(isSameBrowser(from(first.cookie), url, second.browser)).toBe(false);
    // The first page can still be answered.
    const both = from(`${first.cookie}; ${second.cookie}`);
    expect(isSameBrowser(both, url, first.browser)).toBe(true);
  });

  it('does not pile up', () => {
    const names = Array.from({ length: 12 }, (_, n) => `gatehouse-mcp-proxy_${n}`);
    const { cleared } = given(local, ['a=1', ...names.map((name) => `${name}=x`)].join('; '));
    expect(cleared).toEqual(names.slice(0, 3));
  });

  it('counts however many of its name were planted beside it', () => {
    const { name, cookie, browser } = given(local);
    expect(isSameBrowser(from(`other=1; ${name}=x;${cookie}; ${name}=`), local, browser)).toBe(
      true,
    );
  });

  it('does not count otherwise', () => {
    const { name, value, browser } = given(secure);
    for (const cookie of [
      undefined,
      `${name}=${value}x`,
      `${name}=${given(secure).value}`,
      given(secure).cookie,
      `${name.slice('__Host-'.length)}=${value}`,
      value,
    ]) {
      expect(isSameBrowser(from(cookie), secure, browser), cookie).toBe(false);
    }
  });
});

it.each([
  [local, true],
  ['http://[::1]:8000/mcp', true],
  ['https://localhost:8443/mcp', true],
  [secure, false],
])('a cookie can be planted at %s: %s', (url, plantable) => {
  expect(canBePlanted(url)).toBe(plantable);
});
