import { redirectTarget } from '../../registration/redirect-uris.ts';

/** The address as a link target; undefined unless it is an http(s) URL without credentials. */
export function webHref(raw: string | undefined): string | undefined {
  if (raw === undefined || !URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href;
}

/**
 * The target of an automatic forward: an http or https URL, or a path on this origin. What a browser
 * could read as the address of another origin (`//host`, `/\host`) is refused.
 *
 * @throws TypeError when the target is none of these, which is a fault of the caller and not of input
 */
export function forwardTarget(raw: string): string {
  const base = 'http://this-origin.invalid';
  if (raw.startsWith('/')) {
    const url = new URL(raw, base);
    if (url.origin === base) return url.href.slice(base.length);
  }
  const href = webHref(raw);
  if (href === undefined)
    throw new TypeError('A page may forward only to an http or https address');
  return href;
}

/**
 * A link to a client: an address that a client may register as its redirect URI, with the query or
 * fragment of an authorization response.
 *
 * @throws TypeError when it is not; redirect URIs are checked at registration and when a client is loaded
 */
export function clientHref(raw: string): string {
  const url = new URL(raw);
  const { href } = url;
  url.search = '';
  url.hash = '';
  if (redirectTarget(url.href) === undefined) {
    throw new TypeError('A page may lead a client only to what it may register');
  }
  return href;
}
