import { redirectTarget } from '../../registration/redirect-uris.ts';

/** The address as a link target, only where it is an absolute http or https URL without credentials. */
export function webHref(raw: string | undefined): string | undefined {
  if (raw === undefined || !URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href;
}

/**
 * A target for an automatic forward: http, https, or a path on this origin. Anything a browser
 * could read as another origin's address (`//host`, `/\host`) is refused.
 *
 * @throws TypeError when the target is none of these: that is a fault in the caller, never input
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
 * A link to a client: an address that a client may register as its redirect URI, with whatever query
 * and fragment an authorization response has.
 *
 * @throws TypeError when it is none: clients are judged when they register and when they are loaded
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
