import { InvalidRequestError, MissingTokenError } from './errors.ts';

/** Where a request may carry a bearer token. */
export interface Credentials {
  /** Every `Authorization` header of the request, not just the first. */
  readonly authorization: readonly string[];
  /** Whether the URL has an `access_token` parameter. */
  readonly queryToken: boolean;
}

/** RFC 6750 §2.1: the scheme in any case, one or more spaces, a `b64token`. */
const bearer = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * The one bearer token of a request.
 *
 * A token in the URL is refused and not read (OAuth 2.1 §5.2: it would end in logs). Another
 * scheme, such as `Basic`, counts as no token at all, so that the client learns what is wanted.
 *
 * @throws {@link MissingTokenError}
 * @throws {@link InvalidRequestError} two headers, a malformed header, a token in the query
 */
export function bearerToken({ authorization, queryToken }: Credentials): string {
  if (queryToken) {
    throw new InvalidRequestError('Send the access token in the Authorization header only.');
  }
  const [header, second] = authorization;
  if (second !== undefined) {
    throw new InvalidRequestError('Send one Authorization header.');
  }
  if (header === undefined || !/^bearer(?:$|[\s,])/i.test(header)) throw new MissingTokenError();
  const token = bearer.exec(header)?.[1];
  if (token === undefined) {
    throw new InvalidRequestError('The Authorization header is not "Bearer" and one token.');
  }
  return token;
}
