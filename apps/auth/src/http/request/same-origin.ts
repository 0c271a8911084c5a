import type { Request, RequestHandler } from 'express';
import { HttpError } from '../sending/errors.ts';

/**
 * Refuses a form that another site posts. Browsers say where a request comes from (`Sec-Fetch-Site`);
 * our pages send no referrer, which makes their `Origin` `null`.
 *
 * `null` is also what a sandboxed frame sends. A browser that knows `Sec-Fetch-Site` calls such a
 * frame `cross-site`. In one that does not, the two look alike, and the form token decides, which is
 * bound to the browser (form-tokens.ts): every form here has to have one.
 */
export function sameOriginOnly(publicUrl: URL): RequestHandler {
  return (req, _res, next) => {
    const site = req.get('Sec-Fetch-Site');
    const origin = req.get('Origin');
    const fromHere = origin === undefined || origin === 'null' || origin === publicUrl.origin;
    if (!fromHere || (site !== undefined && site !== 'same-origin')) {
      throw new HttpError('cross_site_form', 'other_origin');
    }
    if (req.is('application/x-www-form-urlencoded') === false)
      throw new HttpError('cross_site_form', 'no_form');
    next();
  };
}

/** Whether the browser itself says that a page of ours has sent this; nothing a page does forges it. */
export function saysSameOrigin(req: Request, publicUrl: URL): boolean {
  return req.get('Sec-Fetch-Site') === 'same-origin' || req.get('Origin') === publicUrl.origin;
}
