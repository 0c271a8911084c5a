import { isAddressOf, isLoopbackHost, isSystemScheme, isThisComputer } from '@gatehouse/display';

/** A loopback redirect URI in its plain spelling: what is in front of the port, and what is behind. */
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
 * Whether a request may name this redirect URI for the one that was registered: the same, character by
 * character (OAuth 2.1 §2.3.1), but for the port where both are on loopback, which a program gets from
 * the system when it starts (RFC 8252 §7.3). That holds for http and https alike; each is matched with
 * its own kind only.
 *
 * Never an address of this server, whatever is registered: a port that varies may be its own.
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
 * where all may. https anywhere, http on loopback only, or a private-use scheme (RFC 8252 §7.1); and
 * not back to this server, whose pages and redirects browsers trust as its own doing.
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
 * Those of the redirect URIs that may be registered, each once; or why there are none. One that may not
 * is left out beside others: nothing is ever sent there, and clients name more than they use.
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

/** A registered loopback URI without a port stands for all ports: it is judged where one is named. */
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
