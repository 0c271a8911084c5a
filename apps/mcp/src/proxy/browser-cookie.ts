import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isLoopbackHost } from '@gatehouse/display';
import type { CookieOptions, Request, Response } from 'express';

import { sha256 } from './memory.ts';

/** How many consent pages one browser can have open at the same time, for example in tabs. */
const pages = 10;

/**
 * Sets a cookie with a new secret, one for each page. So a cookie that an attacker has planted before
 * never belongs to a page.
 *
 * @returns the SHA-256 of the secret, by which the browser is recognised later
 */
export function setBrowserSecret(req: Request, res: Response, url: string): string {
  for (const name of namesIn(req, url).slice(0, 1 - pages)) res.clearCookie(name, options(url));
  const secret = randomBytes(32).toString('base64url');
  const browser = sha256(secret);
  res.cookie(cookieName(url, browser), secret, { ...options(url), maxAge: 10 * 60_000 });
  return browser;
}

/** Removes the cookie of a page that was answered. */
export function clearBrowserSecret(res: Response, url: string, browser: string): void {
  res.clearCookie(cookieName(url, browser), options(url));
}

/**
 * Whether a request comes from the browser that got the secret. There may be several cookies of this
 * name, and any of them may be the right one. An attacker cannot plant the right one without knowing
 * the secret, and a wrong one must not hide it.
 */
export function isSameBrowser(req: Request, url: string, browser: string): boolean {
  const name = cookieName(url, browser);
  return cookiesOf(req).some(
    (one) => one.name === name && timingSafeEqual(hashed(one.value), Buffer.from(browser)),
  );
}

/**
 * Whether an attacker can plant a cookie in a browser. Cookies are shared by all ports of a host
 * (RFC 6265 §8.5), so on loopback every program of the machine can set one, with any prefix. On other
 * hosts the prefix `__Host-` prevents it (RFC 6265bis §4.1.3.2).
 */
export function canBePlanted(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol !== 'https:' || isLoopbackHost(hostname);
}

/** How the names of these cookies begin. They identify a browser, not a user. */
function cookiePrefix(url: string): string {
  const name = 'gatehouse-mcp-proxy_';
  return url.startsWith('https:') ? `__Host-${name}` : name;
}

const cookieName = (url: string, browser: string) => cookiePrefix(url) + browser.slice(0, 10);

const options = (url: string): CookieOptions => ({
  httpOnly: true,
  // Not Strict, because the browser comes back from the site of the provider.
  sameSite: 'lax',
  secure: url.startsWith('https:'),
  path: '/',
});

/** The names of our cookies in a request, the oldest first (RFC 6265 §5.4). */
function namesIn(req: Request, url: string): readonly string[] {
  const prefix = cookiePrefix(url);
  const names = cookiesOf(req).map(({ name }) => name);
  // Only names in the form that we use, because names to be cleared are written into a header.
  return names.filter((name) => name.startsWith(prefix) && /^[\w-]+$/.test(name));
}

function cookiesOf(req: Request): readonly { readonly name: string; readonly value: string }[] {
  return (req.headers.cookie ?? '').split(/; */).map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

const hashed = (value: string) => Buffer.from(sha256(value));
