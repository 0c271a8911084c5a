import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { HttpError } from './errors.ts';

/**
 * Refuses a form that another site posts. Browsers say where a request comes from (`Sec-Fetch-Site`);
 * our pages send no referrer, which makes their `Origin` `null`, so that header only counts where the
 * first is missing.
 */
export function sameOriginOnly(publicUrl: URL): RequestHandler {
  return (req, _res, next) => {
    const site = req.get('Sec-Fetch-Site');
    const origin = req.get('Origin');
    const accepted =
      site === undefined
        ? origin === undefined || origin === publicUrl.origin
        : site === 'same-origin';
    if (!accepted) throw new HttpError('cross_site_form');
    if (req.is('application/x-www-form-urlencoded') === false)
      throw new HttpError('cross_site_form');
    next();
  };
}

/** Form tokens: each is good for the forms of one interaction only. */
export class FormTokens {
  readonly #key: string;

  constructor([newest]: readonly string[]) {
    if (newest === undefined) throw new TypeError('form tokens need a cookie key');
    this.#key = newest;
  }

  issue(interactionUid: string): string {
    return createHmac('sha256', this.#key).update(`form\0${interactionUid}`).digest('base64url');
  }

  /** @throws HttpError `cross_site_form` */
  check(interactionUid: string, presented: unknown): void {
    const expected = Buffer.from(this.issue(interactionUid));
    const given = Buffer.from(typeof presented === 'string' ? presented : '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new HttpError('cross_site_form');
    }
  }
}
