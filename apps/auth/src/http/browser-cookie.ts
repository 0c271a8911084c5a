import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieValue } from './cookie-value.ts';

const SHAPE = /^[\w-]{43}$/;

/**
 * The cookie that ties a sign-in to this browser. Set when the person presses "Continue with …",
 * never by opening a link; one per browser, so that two tabs may sign in at once.
 */
export class BrowserCookie {
  readonly #name: string;
  readonly #secure: boolean;
  readonly #maxAge: number;

  /** @param maxAge seconds */
  constructor(secure: boolean, maxAge: number) {
    this.#name = `${secure ? '__Host-' : ''}gatehouse_browser`;
    this.#secure = secure;
    this.#maxAge = maxAge;
  }

  read(req: Request): string | undefined {
    const value = cookieValue(req, this.#name);
    return value !== undefined && SHAPE.test(value) ? value : undefined;
  }

  /** The browser's secret, new or kept; its life is extended. */
  ensure(req: Request, res: Response): string {
    const secret = this.read(req) ?? randomBytes(32).toString('base64url');
    res.cookie(this.#name, secret, {
      httpOnly: true,
      maxAge: this.#maxAge * 1000,
      path: '/',
      // The upstream provider's redirect back to us is a cross-site navigation.
      sameSite: 'lax',
      secure: this.#secure,
    });
    return secret;
  }
}
