import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isLoopbackHost } from '@gatehouse/display';
import type { CookieOptions, Request, Response } from 'express';

import { sha256 } from './memory.ts';

/** How many pages, in tabs perhaps, one browser can still answer. */
const pages = 10;

/**
 * Gives the browser a secret: a new one with each page, in a cookie of its own, so that none that
 * somebody planted before becomes the one of a page.
 *
 * @returns what to know this browser by: the SHA-256 of the secret
 */
export function giveSecret(req: Request, res: Response, url: string): string {
  for (const name of namesIn(req, url).slice(0, 1 - pages)) res.clearCookie(name, options(url));
  const secret = randomBytes(32).toString('base64url');
  const browser = sha256(secret);
  res.cookie(cookieName(url, browser), secret, { ...options(url), maxAge: 10 * 60_000 });
  return browser;
}

/** Takes a cookie away that has served. */
export function takeSecret(res: Response, url: string, browser: string): void {
  res.clearCookie(cookieName(url, browser), options(url));
}

/**
 * Whether a request comes from the browser that the secret was given to. Several cookies of one name
 * may come; each counts, since nobody can plant the right one who does not know it, and a wrong one
 * must not push it out.
 */
export function isSameBrowser(req: Request, url: string, browser: string): boolean {
  const name = cookieName(url, browser);
  return cookiesOf(req).some(
    (one) => one.name === name && timingSafeEqual(hashed(one.value), Buffer.from(browser)),
  );
}

/**
 * Whether somebody else can put a cookie of his own into a browser. Cookies know no ports (RFC 6265
 * §8.5), so on loopback any program of this machine can, whatever the prefix. Elsewhere `__Host-`
 * keeps all other hosts from it (RFC 6265bis §4.1.3.2).
 */
export function isPlantable(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol !== 'https:' || isLoopbackHost(hostname);
}

/** What all of them begin with. None says who sits before the browser. */
function cookiePrefix(url: string): string {
  const name = 'gatehouse-mcp-proxy_';
  return url.startsWith('https:') ? `__Host-${name}` : name;
}

const cookieName = (url: string, browser: string) => cookiePrefix(url) + browser.slice(0, 10);

const options = (url: string): CookieOptions => ({
  httpOnly: true,
  // Not Strict: the provider sends the browser back from another site.
  sameSite: 'lax',
  secure: url.startsWith('https:'),
  path: '/',
});

/** The oldest first (RFC 6265 §5.4). */
function namesIn(req: Request, url: string): readonly string[] {
  const prefix = cookiePrefix(url);
  const names = cookiesOf(req).map(({ name }) => name);
  // Of the form that we give: what is cleared goes into a header.
  return names.filter((name) => name.startsWith(prefix) && /^[\w-]+$/.test(name));
}

function cookiesOf(req: Request): readonly { readonly name: string; readonly value: string }[] {
  return (req.headers.cookie ?? '').split(/; */).map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

const hashed = (value: string) => Buffer.from(sha256(value));
