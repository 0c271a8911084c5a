import type { Request, Response } from 'express';
import { expect, test } from 'vitest';
import { BrowserCookie } from './browser-cookie.ts';

const request = (cookie?: string) => ({ headers: { cookie } }) as Request;

function ensure(cookie: BrowserCookie, req: Request) {
  const set: unknown[] = [];
  const res = { cookie: (...args: unknown[]) => set.push(...args) } as unknown as Response;
  return { secret: cookie.ensure(req, res), set };
}

test('is set for the whole host, out of reach of scripts and of other sites', () => {
  const { secret, set } = ensure(new BrowserCookie(true, 600), request());
  expect(set).toEqual([
    '__Host-gatehouse_browser',
    secret,
    { httpOnly: true, maxAge: 600_000, path: '/', sameSite: 'lax', secure: true },
  ]);
  expect(ensure(new BrowserCookie(false, 600), request()).set[0]).toBe('gatehouse_browser');
});

test('is kept by a browser that has one, so that two tabs may sign in at once', () => {
  const cookie = new BrowserCookie(false, 600);
  const { secret } = ensure(cookie, request());
  const again = request(`other=1; gatehouse_browser=${secret}; gatehouse_session=x`);
  expect(ensure(cookie, again).secret).toBe(secret);
});

test('is replaced where it was tampered with, or planted under another name', () => {
  const cookie = new BrowserCookie(true, 600);
  const { secret } = ensure(cookie, request());
  for (const planted of [
    `gatehouse_browser=${secret}`,
    `__Host-gatehouse_browser=${secret}x`,
    '__Host-gatehouse_browser=short',
    `x__Host-gatehouse_browser=${secret}`,
    '=; ;;%%%',
  ]) {
    expect(cookie.read(request(planted))).toBeUndefined();
  }
});
