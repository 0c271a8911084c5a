import { isSeen } from '@gatehouse/display';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';

import { noStore } from './sending.ts';

/** The largest form that is changed into a query. */
const maxForm = '8kb';

/**
 * Whether a request comes from a page of another origin, also of the same site: another port or another
 * subdomain. Browsers say so in these headers, which pages cannot change. Programs do not send them.
 */
export function isFromForeignPage({ headers }: Request, url: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  return !isOurs || (origin !== undefined && origin !== new URL(url).origin);
}

/**
 * Whether a form was on a page of this server. Browsers send one of these headers with a form. The Origin
 * of a page without referrer is `null`. Programs send neither; nobody can make them send a form.
 */
export function isFromHere({ headers }: Request, url: string): boolean {
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  const { origin = 'null' } = headers;
  return site === 'same-origin' && ['null', new URL(url).origin].includes(origin);
}

/**
 * Refuses requests for the steps of an authorization whose answer the user does not see: images, frames
 * and prefetching. It comes before the limits, so that such requests are not counted, and before a
 * consent page counts as shown. Programs do not send the headers for this and are accepted.
 */
export function refuseUnseen(): RequestHandler {
  return (req, res, next) => {
    if (isSeen(req.headers)) return next();
    res.status(400).set('Cache-Control', 'no-store').json({
      error: 'invalid_request',
      error_description: 'Open this in a window of its own.',
    });
  };
}

/**
 * Redirects a posted authorization request (OpenID Connect Core §3.1.2.1) to the same request with GET.
 * Browsers send a post from another site without the cookie, so a page must not be the answer to it.
 */
export function postedToQuery(): RequestHandler[] {
  return [
    express.text({ type: 'application/x-www-form-urlencoded', limit: maxForm, inflate: false }),
    (req: Request, res: Response) => {
      const form = typeof req.body === 'string' ? req.body : '';
      res.set('Cache-Control', noStore);
      res.redirect(303, `/authorize?${new URLSearchParams(form)}`);
    },
  ];
}

/** The answer to a body that cannot be read, in the form of the other errors of the endpoints. */
export function refuseBody(): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const { status } = Object(error) as { readonly status?: unknown };
    if (typeof status !== 'number' || status < 400 || status > 499) return next(error);
    res.status(status).set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' });
    res.json({
      error: req.path === '/register' ? 'invalid_client_metadata' : 'invalid_request',
      error_description: 'The body is too long, or not well formed.',
    });
  };
}
