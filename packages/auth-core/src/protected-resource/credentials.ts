import { InvalidRequestError, MissingTokenError } from '../errors/errors.ts';
import type { TokenScheme } from '../contract/verifier.ts';

/** The part of an HTTP request that authenticates it, independent of any framework. */
export interface CredentialsRequest {
  /** Every `Authorization` header of the request, not only the first. */
  readonly authorization: readonly string[];
  /** Every `DPoP` header of the request (RFC 9449 §4.1). */
  readonly dpop: readonly string[];
  readonly method: string;
  /** Path and query as they were sent, or the whole URL, whose origin is ignored. */
  readonly url: string;
}

/** The token of a request and the scheme it was sent with. */
export interface PresentedToken {
  readonly token: string;
  readonly scheme: TokenScheme;
}

/** RFC 6750 §2.1 and RFC 9449 §7.1: the scheme in any case, one or more spaces, a `token68`. */
const form = /^(bearer|dpop) +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * The same sentence for two headers and for two tokens in one header, because a `Headers` object
 * joins two headers into one.
 */
const oneToken = 'Send one Authorization header with one token.';

/**
 * The one access token of a request.
 *
 * A token in the URL is refused, because URLs are written to logs (OAuth 2.1 §5.2). Another scheme, such
 * as `Basic`, counts as no token, and so does a scheme with nothing after it: the client gets the
 * challenge, without an error (RFC 6750 §3.1).
 *
 * @param schemes the schemes that the resource accepts
 * @throws {@link MissingTokenError}
 * @throws {@link InvalidRequestError} two headers, a malformed header, a token in the query
 */
export function presentedToken(
  { authorization, url }: Pick<CredentialsRequest, 'authorization' | 'url'>,
  schemes: readonly TokenScheme[] = ['Bearer'],
): PresentedToken {
  if (hasQueryToken(url)) {
    throw new InvalidRequestError('Send the access token in the Authorization header only.');
  }
  const [header = '', second] = authorization;
  const [, name = '', token] = (second === undefined && form.exec(header)) || [];
  const scheme = schemes.find((each) => each === schemeOf(name));
  if (scheme !== undefined && token !== undefined) return { token, scheme };
  if (authorization.some((value) => value.split(',').some((part) => isToken(part, schemes)))) {
    throw new InvalidRequestError(oneToken);
  }
  throw new MissingTokenError();
}

/** Whether something follows one of these schemes, with or without the form of a token. */
function isToken(credentials: string, schemes: readonly TokenScheme[]): boolean {
  const text = credentials.trim();
  return schemes.some((scheme) => scheme === schemeOf(text) && scheme.length < text.length);
}

/** The scheme of an `Authorization` header, if it is a scheme for access tokens. */
export function schemeOf(header: string | undefined): TokenScheme | undefined {
  const name = /^(bearer|dpop)(?:$|[\s,])/i.exec(header ?? '')?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  return name === 'dpop' ? 'DPoP' : 'Bearer';
}

function hasQueryToken(url: string): boolean {
  const start = url.indexOf('?');
  return start !== -1 && new URLSearchParams(url.slice(start)).has('access_token');
}
