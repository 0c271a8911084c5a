import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { BrowserCookies } from '../provider/authorization/browser-cookies.ts';
import { HttpError } from '../http/sending/errors.ts';
import { type FormPurpose, traitsOf } from './form-purposes.ts';

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

/** Seconds that a form can be posted. */
export interface FormLifetimes {
  readonly interaction: number;
  /** those of pages that anybody may open: as long as a session is kept that is not used */
  readonly session: number;
}

/**
 * Form tokens: each is good for one purpose (form-purposes.ts), in the browser that it was shown to.
 * Beside the token in the page goes a cookie; over http a new one with every rendering, so that none
 * that somebody planted counts for a page of ours.
 */
export class FormTokens {
  readonly #key: string;
  readonly #cookies: Readonly<Record<'interaction' | 'page', BrowserCookies>>;
  readonly #lifetimes: Readonly<Record<'interaction' | 'page', number>>;

  constructor(
    [newest]: readonly string[],
    secure: boolean,
    { interaction, session }: FormLifetimes,
  ) {
    if (newest === undefined) throw new TypeError('form tokens need a cookie key');
    this.#key = newest;
    this.#cookies = {
      interaction: new BrowserCookies('gatehouse_form', secure),
      page: new BrowserCookies('gatehouse_page', secure),
    };
    this.#lifetimes = { interaction, page: session };
  }

  /** The token for a page that is about to be sent. */
  issue(res: Response, purpose: FormPurpose): string {
    return this.issueWithSecret(res, purpose).token;
  }

  /** The same, with the secret of the browser that it is bound to. */
  issueWithSecret(
    res: Response,
    purpose: FormPurpose,
  ): { readonly token: string; readonly secret: string } {
    const { cookie: header } = res.req.headers;
    const { cookie, path, subject } = traitsOf(purpose);
    const cookies = this.#cookies[cookie];
    const older = cookies.read(header).slice(0, -(RENDERINGS - 1));
    for (const line of cookies.clear(older, path)) res.append('Set-Cookie', line);
    const { secret, setCookie } = cookies.give(header, {
      path,
      maxAge: this.#lifetimes[cookie],
    });
    res.append('Set-Cookie', setCookie);
    return { token: this.#mac('form', subject, secret), secret };
  }

  /** The secrets that a request to an interaction presents, of which one may be that of the page. */
  presented(req: Request): readonly string[] {
    return this.#cookies.interaction.read(req.headers.cookie);
  }

  /** @throws HttpError `cross_site_form`, or `stale_page` for a form of a page that is open for long */
  check(req: Request, purpose: FormPurpose, presented: unknown): OwnForm {
    const { cookie, subject, refusal } = traitsOf(purpose);
    const token = Buffer.from(typeof presented === 'string' ? presented : '');
    const secret = this.#cookies[cookie].read(req.headers.cookie).find((one) => {
      const expected = Buffer.from(this.#mac('form', subject, one));
      return token.length === expected.length && timingSafeEqual(token, expected);
    });
    if (secret === undefined) throw new HttpError(refusal, 'form_token');
    return { outcomeSecret: () => this.#mac('outcome', subject, secret) };
  }

  #mac(label: string, subject: string, secret: string): string {
    const text = [label, subject, secret].join('\0');
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
