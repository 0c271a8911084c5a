import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';

import { browserOf, isSameBrowser } from './browser.ts';
import { sha256 } from './memory.ts';

const secure = 'https://mcp.example.com/mcp';
const value = 'v'.repeat(43);
const from = (cookie?: string) => ({ headers: { cookie } }) as Request;

/** The cookie that a browser is given: name, value and options. */
function given(req: Request, url: string): unknown[] {
  let cookie: unknown[] = [];
  browserOf(req, { cookie: (...all: unknown[]) => (cookie = all) } as unknown as Response, url);
  return cookie;
}

describe('the cookie of the browser', () => {
  it('cannot be set by a sibling host, over https', () => {
    const [name, , options] = given(from(), secure);
    expect(name).toBe('__Host-gatehouse-mcp-proxy');
    expect(options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
  });

  it('stays what it was, so that a second request does not end the first', () => {
    expect(given(from(`__Host-gatehouse-mcp-proxy=${value}`), secure)[1]).toBe(value);
  });

  it.each([
    ['without the prefix', `gatehouse-mcp-proxy=${value}`],
    ['twice', `__Host-gatehouse-mcp-proxy=${value}; __Host-gatehouse-mcp-proxy=${value}`],
    ['of another form', `__Host-gatehouse-mcp-proxy=${value}x`],
    ['of another browser', `__Host-gatehouse-mcp-proxy=${'w'.repeat(43)}`],
    ['not at all', undefined],
  ])('does not count %s', (_how, cookie) => {
    expect(isSameBrowser(from(cookie), secure, sha256(value))).toBe(false);
  });

  it('counts where it is the one', () => {
    const cookie = `other=1; __Host-gatehouse-mcp-proxy=${value}`;
    expect(isSameBrowser(from(cookie), secure, sha256(value))).toBe(true);
  });
});
