import { isSeen } from '@gatehouse/display';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';

/** Characters of a form that becomes a query. */
const maxForm = '8kb';

/**
 * Whether a request says that it comes from a page of somebody else's, be it on this site: another
 * port, another subdomain. Programs say nothing, and pages cannot say otherwise.
 */
export function isFromForeignPage({ headers }: Request, url: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  return !isOurs || (origin !== undefined && origin !== new URL(url).origin);
}

/**
 * The steps of an authorization are for a browser to open. An image or a frame of some page, and what
 * is loaded before anybody asked to see it, is refused before it is counted, and before a page counts
 * as shown. A program says nothing of the kind and passes.
 */
export function seenOnly(): RequestHandler {
  return (req, res, next) => {
    if (isSeen(req.headers)) return next();
    res.status(400).set('Cache-Control', 'no-store').json({
      error: 'invalid_request',
      error_description: 'Open this in a window of its own.',
    });
  };
}

/**
 * A request that was posted (OpenID Connect Core §3.1.2.1) is sent on to the equal GET: a post of
 * another site comes without the cookie, and no page of ours is to be the answer to it.
 */
export function postedToQuery(): RequestHandler[] {
  return [
    express.text({ type: 'application/x-www-form-urlencoded', limit: maxForm, inflate: false }),
    (req: Request, res: Response) => {
      const form = typeof req.body === 'string' ? req.body : '';
      res.set('Cache-Control', 'no-store');
      res.redirect(303, `/authorize?${new URLSearchParams(form)}`);
    },
  ];
}

/** Answers a body that cannot be read as the endpoints answer everything else. */
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
