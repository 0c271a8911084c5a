import express, { type IRouter, type RequestHandler } from 'express';
import { HttpError } from '../http/sending/errors.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';

const { path, methods } = ENDPOINTS.authorization;

/** Octets of a request target that everybody has to take (RFC 9110 §4.1). */
const LONGEST_TARGET = 8000;

/**
 * `POST /auth` (OpenID Connect Core §3.1.2.1), answered by a redirect to the `GET` that says the same.
 *
 * The library's own way wants session cookies with `SameSite=None`, sent along with every form of every
 * site. And a page of ours that carried the request on would make it come from ourselves: the browser
 * tells the target of a redirect where the form was (`Sec-Fetch-Site`), but not who filled in ours.
 *
 * Parameters of the address and of the form are put together, so that one in both is one sent twice,
 * which is refused where all requests are (RFC 6749 §3.1).
 */
export function authorizationForm(router: IRouter): void {
  const form = express.text({
    type: 'application/x-www-form-urlencoded',
    limit: LONGEST_TARGET,
    inflate: false,
  });
  router.post(path, form, (req, res) => {
    const { body } = req as { body?: unknown };
    if (typeof body !== 'string') throw new HttpError('invalid_request', 'unreadable_form');
    const { search } = new URL(req.url, 'http://localhost');
    const parameters = [...new URLSearchParams(search), ...new URLSearchParams(body)];
    const target = `${path}?${new URLSearchParams(parameters)}`;
    if (target.length > LONGEST_TARGET) throw new HttpError('invalid_request', 'too_long');
    res.set('Referrer-Policy', 'no-referrer').redirect(303, target);
  });
  router.all(path, otherMethods);
}

const otherMethods: RequestHandler = (req, res, next) => {
  if (req.method === 'GET') next();
  else res.status(405).set('Allow', methods.join(', ')).end();
};
