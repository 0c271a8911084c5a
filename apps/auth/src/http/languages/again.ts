import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PageName } from '../../pages/pages.ts';
import { version } from '../../version.ts';

/**
 * How whoever chooses another language comes back to the page that they were at.
 *
 * A page that says how things are is asked for once more, at its address. One that says what happened
 * has none, or has it once: it is made again of what it was made of.
 */
export type Again =
  /** a path on this origin */
  | { readonly at: string }
  | { readonly page: PageName; readonly props: object; readonly inAuthorizationFlow: boolean };

/**
 * Puts what a page is to come again by into that page, so that it comes back unchanged or not at all:
 * nobody can make it lead elsewhere, or show what was never shown. It holds what the page shows anyway, and
 * lets nobody do anything: the forms of a page that comes again are as good as they were on it.
 */
export class PagesAgain {
  readonly #key: string;

  /** @param cookieKeys the newest first; a page that was sent before a rotation does not come again */
  constructor([newest]: readonly string[]) {
    if (newest === undefined) throw new TypeError('pages that come again need a cookie key');
    this.#key = newest;
  }

  seal(again: Again): string {
    const text = Buffer.from(JSON.stringify(again)).toString('base64url');
    return `${text}.${this.#mac(text)}`;
  }

  /** Undefined where nobody sealed it, or another version did, whose pages take other facts. */
  open(sealed: unknown): Again | undefined {
    if (typeof sealed !== 'string') return undefined;
    const [text = '', given = ''] = sealed.split('.');
    const [mac, expected] = [Buffer.from(given), Buffer.from(this.#mac(text))];
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined;
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Again;
  }

  #mac(text: string): string {
    const { version: release, commit } = version();
    const parts = ['page-again', release, commit ?? '', text];
    return createHmac('sha256', this.#key).update(parts.join('\0')).digest('base64url');
  }
}
