import { isAddressOf, isLoopbackHost, isSystemScheme, isThisComputer } from '@gatehouse/display';

/** A loopback redirect URI in its plain spelling: the parts before and after the port. */
const LOOPBACK = /^(https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d*)?((?:[/?].*)?)$/;

const MAX_URIS = 20;
const MAX_LENGTH = 2048;

/** Why a redirect URI may not be registered. */
export type RedirectUriFault =
  | { readonly code: 'not_a_text' }
  | { readonly code: 'own_address' }
  | { readonly code: 'uri_too_long'; readonly most: number }
  | { readonly code: 'not_printable' }
  | { readonly code: 'wildcard' }
  | { readonly code: 'backslash' }
  | { readonly code: 'fragment' }
  | { readonly code: 'not_absolute' }
  | { readonly code: 'scheme_of_no_app'; readonly scheme: string }
  | { readonly code: 'user_in_uri' }
  | { readonly code: 'http_elsewhere' }
  | { readonly code: 'no_authority' };

/** The same of a list of them. */
export type RedirectUrisFault =
  | { readonly code: 'no_redirect_uri' }
  | { readonly code: 'too_many_redirect_uris'; readonly most: number }
  | { readonly code: 'wrong_redirect_uri'; readonly fault: RedirectUriFault };

/** What kind of place a redirect URI leads to. */
export type RedirectTarget = 'https' | 'loopback' | 'custom-scheme';

/** Where a redirect URI leads; `undefined` where it is not acceptable. */
export function redirectTarget(uri: string): RedirectTarget | undefined {
  return uriFault(uri) === undefined ? kind(new URL(uri)) : undefined;
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

/** A loopback URI without the port, which differs with each start of a program; any other text as it is. */
export function withoutLoopbackPort(uri: string): string {
  return uri.replace(LOOPBACK, '$1$2');
}

/**
 * Why one of these redirect URIs may not be registered (RFC 7591 §5, RFC 9700 §4.1.1); `undefined`
 * where all may. Allowed are https, http on loopback, and private-use schemes (RFC 8252 §7.1). An
 * address of this server is not: a browser would take the answer for a request of the server's own.
 */
export function redirectUrisFault(
  uris: unknown,
  issuer: string,
  most = MAX_URIS,
): RedirectUrisFault | undefined {
  if (!Array.isArray(uris) || uris.length === 0) return { code: 'no_redirect_uri' };
  if (uris.length > most) return { code: 'too_many_redirect_uris', most };
  const fault = uris.map((uri) => reasonAgainst(uri, issuer)).find((one) => one !== undefined);
  return fault && { code: 'wrong_redirect_uri', fault };
}

/**
 * The redirect URIs that may be registered, each once; or why there are none. Unusable ones are left out
 * where others are usable: nothing is ever sent to them, and clients name more than they use.
 */
export function usableRedirectUris(
  uris: unknown,
  issuer: string,
  most = MAX_URIS,
): string[] | RedirectUrisFault {
  const refused = redirectUrisFault(uris, issuer, most);
  if (refused === undefined) return [...new Set(uris as string[])];
  if (!Array.isArray(uris) || uris.length > most) return refused;
  const usable = uris.filter((uri) => reasonAgainst(uri, issuer) === undefined) as string[];
  return usable.length === 0 ? refused : [...new Set(usable)];
}

function reasonAgainst(uri: unknown, issuer: string): RedirectUriFault | undefined {
  if (typeof uri !== 'string') return { code: 'not_a_text' };
  return uriFault(uri) ?? (leadsBack(uri, issuer) ? { code: 'own_address' } : undefined);
}

/** A loopback URI without a port matches any port, so it is checked when a request names one. */
function leadsBack(uri: string, issuer: string): boolean {
  const anyPort = LOOPBACK.test(uri) && new URL(uri).port === '';
  return !anyPort && isAddressOf(uri, issuer);
}

function uriFault(uri: string): RedirectUriFault | undefined {
  if (uri.length > MAX_LENGTH) return { code: 'uri_too_long', most: MAX_LENGTH };
  if (/[^\x21-\x7e]/.test(uri)) return { code: 'not_printable' };
  if (uri.includes('*')) return { code: 'wildcard' };
  if (uri.includes('\\')) return { code: 'backslash' };
  if (uri.includes('#')) return { code: 'fragment' };
  const url = URL.parse(uri);
  if (url === null) return { code: 'not_absolute' };
  if (isSystemScheme(url.protocol)) return { code: 'scheme_of_no_app', scheme: url.protocol };
  if (url.username !== '' || url.password !== '') return { code: 'user_in_uri' };
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return { code: 'http_elsewhere' };
  }
  if (/^https?:$/.test(url.protocol) && !/^https?:\/\/[^/]/i.test(uri)) {
    return { code: 'no_authority' };
  }
  return undefined;
}

function kind(url: URL): RedirectTarget {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'custom-scheme';
  return isThisComputer(url.hostname) ? 'loopback' : 'https';
}
