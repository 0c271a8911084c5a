import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PageName } from './pages/pages.ts';

/** A page, and what it was made of. */
export interface PageAgain {
  readonly name: PageName;
  readonly props: object;
}

/**
 * Puts what a page is made of into that page, so that it can be made again in another language. It comes back
 * unchanged or not at all: nobody can have this server show what it never showed. The key is of this process
 * alone, as all that the proxy remembers.
 */
export class PagesAgain {
  readonly #key = randomBytes(32);

  seal(page: PageAgain): string {
    const text = Buffer.from(JSON.stringify(page)).toString('base64url');
    return `${text}.${this.#mac(text)}`;
  }

  /** Undefined where this process did not seal it. */
  open(sealed: unknown): PageAgain | undefined {
    if (typeof sealed !== 'string') return undefined;
    const [text = '', given = '', ...more] = sealed.split('.');
    const [mac, expected] = [Buffer.from(given), Buffer.from(this.#mac(text))];
    if (more.length > 0 || mac.length !== expected.length) return undefined;
    if (!timingSafeEqual(mac, expected)) return undefined;
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as PageAgain;
  }

  #mac(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
