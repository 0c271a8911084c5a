/** Hosts that mean this computer (RFC 8252 §7.3). */
const LOOPBACK_HOSTS = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Schemes that run or show something instead of handing a code to an application. */
const DANGEROUS_SCHEMES = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'view-source:',
  'ws:',
  'wss:',
  'ftp:',
]);

const MAX_URIS = 20;
const MAX_LENGTH = 2048;

/** What kind of place a redirect URI leads to. */
export type RedirectTarget = 'https' | 'loopback' | 'custom-scheme';

/** Where a redirect URI leads; `undefined` where it is not acceptable. */
export function redirectTarget(uri: string): RedirectTarget | undefined {
  return typeof refusal(uri) === 'string' ? undefined : kind(new URL(uri));
}

/**
 * Why a client may not register these redirect URIs (RFC 7591 §5, RFC 9700 §4.1.1); `undefined` where
 * it may. https anywhere, http on loopback only, or a private-use scheme (RFC 8252 §7.1).
 */
export function redirectUrisRefusal(uris: unknown, most = MAX_URIS): string | undefined {
  if (!Array.isArray(uris) || uris.length === 0) {
    return 'redirect_uris must be an array with at least one URI';
  }
  if (uris.length > most) return `redirect_uris may have at most ${most} members`;
  for (const uri of uris) {
    const reason = typeof uri === 'string' ? refusal(uri) : 'must be a string';
    if (reason !== undefined) return `redirect_uris: ${reason}`;
  }
  return undefined;
}

function refusal(uri: string): string | undefined {
  if (uri.length > MAX_LENGTH) return `a URI may have at most ${MAX_LENGTH} characters`;
  if (/[^\x21-\x7e]/.test(uri)) return 'a URI may hold only printable ASCII, without spaces';
  if (uri.includes('*')) return 'wildcards are not supported; register each URI exactly';
  if (uri.includes('\\')) return 'a URI may not hold a backslash';
  if (uri.includes('#')) return 'a URI may not have a fragment';
  const url = URL.parse(uri);
  if (url === null) return 'every member must be an absolute URI';
  if (DANGEROUS_SCHEMES.has(url.protocol)) return `the scheme ${url.protocol} is not allowed`;
  if (url.username !== '' || url.password !== '')
    return 'a URI may not hold a user name or password';
  if (url.protocol === 'http:' && !LOOPBACK_HOSTS.has(url.hostname)) {
    return 'http is allowed on loopback only (127.0.0.1, [::1], localhost); use https';
  }
  if (url.protocol === 'https:' && !/^https:\/\/[^/]/i.test(uri)) {
    return 'an https URI must have an authority';
  }
  return undefined;
}

function kind(url: URL): RedirectTarget {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'custom-scheme';
  return LOOPBACK_HOSTS.has(url.hostname) ? 'loopback' : 'https';
}
