import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { BrowserCookies } from '../provider/authorization/browser-cookies.ts';
import { HttpError } from '../http/sending/errors.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';

/** How many renderings of one page, in tabs perhaps, can still be posted (over http, see below). */
const RENDERINGS = 4;

/** A form that was ours, shown to this browser. */
export interface OwnForm {
  /**
   * A secret of this browser and this rendering for the outcome of the form: the same for a form that
   * is posted twice, so that it does not matter which of the two answers arrives.
   */
  outcomeSecret(): string;
}

/**
 * Form tokens: each is good for the forms of one interaction, in the browser that they were shown to.
 * Beside the token in the page goes a cookie; over http a new one with every rendering, so that none
 * that somebody planted counts for a page of ours.
 */
export class FormTokens {
  readonly #key: string;
  readonly #cookies: BrowserCookies;
  readonly #lifetime: number;

  /** @param lifetime of an interaction, in seconds */
  constructor([newest]: readonly string[], secure: boolean, lifetime: number) {
    if (newest === undefined) throw new TypeError('form tokens need a cookie key');
    this.#key = newest;
    this.#cookies = new BrowserCookies('gatehouse_form', secure);
    this.#lifetime = lifetime;
  }

  /** The token for a page that is about to be sent. */
  issue(res: Response, interactionUid: string): string {
    return this.issueWithSecret(res, interactionUid).token;
  }

  /** The same, with the secret of the browser that it is bound to. */
  issueWithSecret(
    res: Response,
    interactionUid: string,
  ): { readonly token: string; readonly secret: string } {
    const { cookie } = res.req.headers;
    const path = addressOf(ENDPOINTS.interaction, { uid: interactionUid });
    const older = this.#cookies.read(cookie).slice(0, -(RENDERINGS - 1));
    for (const line of this.#cookies.clear(older, path)) res.append('Set-Cookie', line);
    const given = this.#cookies.give(cookie, { path, maxAge: this.#lifetime });
    res.append('Set-Cookie', given.setCookie);
    const { secret } = given;
    return { token: this.#mac('form', interactionUid, secret), secret };
  }

  /** The secrets that a request presents, of which one may be that of the page. */
  presented(req: Request): readonly string[] {
    return this.#cookies.read(req.headers.cookie);
  }

  /** @throws HttpError `cross_site_form` */
  check(req: Request, interactionUid: string, presented: unknown): OwnForm {
    const token = Buffer.from(typeof presented === 'string' ? presented : '');
    const secret = this.#cookies.read(req.headers.cookie).find((one) => {
      const expected = Buffer.from(this.#mac('form', interactionUid, one));
      return token.length === expected.length && timingSafeEqual(token, expected);
    });
    if (secret === undefined) throw new HttpError('cross_site_form', 'form_token');
    return { outcomeSecret: () => this.#mac('outcome', interactionUid, secret) };
  }

  #mac(label: string, interactionUid: string, secret: string): string {
    const text = [label, interactionUid, secret].join('\0');
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
