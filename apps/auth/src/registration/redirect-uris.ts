import { isAddressOf, isLoopbackHost, isSystemScheme, isThisComputer } from '@gatehouse/display';

/** A loopback redirect URI in its plain spelling: the parts before and after the port. */
const LOOPBACK = /^(https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d*)?((?:[/?].*)?)$/;

const MAX_URIS = 20;
const MAX_LENGTH = 2048;

/** What kind of place a redirect URI leads to. */
export type RedirectTarget = 'https' | 'loopback' | 'custom-scheme';

/** Where a redirect URI leads; `undefined` where it is not acceptable. */
export function redirectTarget(uri: string): RedirectTarget | undefined {
  return typeof refusal(uri) === 'string' ? undefined : kind(new URL(uri));
}

/**
 * Whether a request may name this redirect URI for one that was registered. Both have to be the same,
 * character by character (OAuth 2.1 §2.3.1). Only on loopback the port may differ, because a program
 * gets it from the system when it starts (RFC 8252 §7.3). That holds for http and for https, but http
 * never matches https.
 *
 * An address of this server never matches, whatever is registered: the port that may differ could be
 * the server's own.
 */
export function matchesRedirectUri(registered: string, requested: string, issuer: string): boolean {
  if (URL.canParse(requested) && isAddressOf(requested, issuer)) return false;
  if (registered === requested) return true;
  const own = LOOPBACK.exec(registered);
  const asked = LOOPBACK.exec(requested);
  if (own === null || asked === null || redirectTarget(requested) !== 'loopback') return false;
  return own[1] === asked[1] && own[2] === asked[2];
}

/**
 * Why one of these redirect URIs may not be registered (RFC 7591 §5, RFC 9700 §4.1.1); `undefined`
 * where all may. Allowed are https, http on loopback, and private-use schemes (RFC 8252 §7.1). An
 * address of this server is not: a browser would take the answer for a request of the server's own.
 */
export function redirectUrisRefusal(
  uris: unknown,
  issuer: string,
  most = MAX_URIS,
): string | undefined {
  if (!Array.isArray(uris) || uris.length === 0) {
    return 'redirect_uris must be an array with at least one URI';
  }
  if (uris.length > most) return `redirect_uris may have at most ${most} members`;
  const reason = uris.map((uri) => reasonAgainst(uri, issuer)).find((one) => one !== undefined);
  return reason === undefined ? undefined : `redirect_uris: ${reason}`;
}

/**
 * The redirect URIs that may be registered, each once; or why there are none. Unusable ones are left out
 * where others are usable: nothing is ever sent to them, and clients name more than they use.
 */
export function usableRedirectUris(
  uris: unknown,
  issuer: string,
  most = MAX_URIS,
): string[] | string {
  const refused = redirectUrisRefusal(uris, issuer, most);
  if (refused === undefined) return [...new Set(uris as string[])];
  if (!Array.isArray(uris) || uris.length > most) return refused;
  const usable = uris.filter((uri) => reasonAgainst(uri, issuer) === undefined) as string[];
  return usable.length === 0 ? refused : [...new Set(usable)];
}

function reasonAgainst(uri: unknown, issuer: string): string | undefined {
  if (typeof uri !== 'string') return 'every member must be a string';
  return refusal(uri) ?? (leadsBack(uri, issuer) ? 'this server itself is no client' : undefined);
}

/** A loopback URI without a port matches any port, so it is checked when a request names one. */
function leadsBack(uri: string, issuer: string): boolean {
  const anyPort = LOOPBACK.test(uri) && new URL(uri).port === '';
  return !anyPort && isAddressOf(uri, issuer);
}

function refusal(uri: string): string | undefined {
  if (uri.length > MAX_LENGTH) return `a URI may have at most ${MAX_LENGTH} characters`;
  if (/[^\x21-\x7e]/.test(uri)) return 'a URI may hold only printable ASCII, without spaces';
  if (uri.includes('*')) return 'wildcards are not supported; register each URI exactly';
  if (uri.includes('\\')) return 'a URI may not hold a backslash';
  if (uri.includes('#')) return 'a URI may not have a fragment';
  const url = URL.parse(uri);
  if (url === null) return 'every member must be an absolute URI';
  if (isSystemScheme(url.protocol)) {
    return `the scheme ${url.protocol} is no app's own and not allowed`;
  }
  if (url.username !== '' || url.password !== '')
    return 'a URI may not hold a user name or password';
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return 'http is allowed on loopback only (127.0.0.1, [::1], localhost); use https';
  }
  if (/^https?:$/.test(url.protocol) && !/^https?:\/\/[^/]/i.test(uri)) {
    return 'an http or https URI must have an authority';
  }
  return undefined;
}

function kind(url: URL): RedirectTarget {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'custom-scheme';
  return isThisComputer(url.hostname) ? 'loopback' : 'https';
}
