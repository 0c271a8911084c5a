import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

import { sha256 } from './memory.ts';

/** The cookie that tells one browser from another. It says nothing about who sits before it. */
function cookieName(url: string): string {
  const name = 'gatehouse-mcp-proxy';
  return url.startsWith('https:') ? `__Host-${name}` : name;
}

/** The SHA-256 of the browser's cookie, which it is given where it has none. */
export function browserOf(req: Request, res: Response, url: string): string {
  const value = cookieOf(req, url) ?? randomBytes(32).toString('base64url');
  res.cookie(cookieName(url), value, {
    httpOnly: true,
    // Not Strict: the provider sends the browser back from another site.
    sameSite: 'lax',
    secure: url.startsWith('https:'),
    path: '/',
    maxAge: 10 * 60_000,
  });
  return sha256(value);
}

/** Whether a request comes from the browser that an authorization was begun in. */
export function isSameBrowser(req: Request, url: string, browser: string): boolean {
  const value = cookieOf(req, url);
  if (value === undefined) return false;
  return timingSafeEqual(Buffer.from(sha256(value)), Buffer.from(browser));
}

function cookieOf(req: Request, url: string): string | undefined {
  const prefix = `${cookieName(url)}=`;
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const values = pairs.filter((pair) => pair.startsWith(prefix));
  // Two of one name: somebody has put one there.
  if (values.length !== 1) return undefined;
  const value = values[0]?.slice(prefix.length) ?? '';
  return /^[\w-]{43}$/.test(value) ? value : undefined;
}
