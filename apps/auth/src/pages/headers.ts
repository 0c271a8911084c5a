import { NO_STORE } from '../protocol/cache-control.ts';

/** What differs between pages in the headers of an HTML response. */
export interface HtmlHeaderOptions {
  /** other origins that a form of this page may post to, or be redirected to */
  readonly formTargets?: readonly string[];
  /**
   * Whether the page is part of an authorization, which a client may have opened in a pop-up. An
   * isolating `Cross-Origin-Opener-Policy` on the way would separate the client's callback page from
   * the window that opened it, and nothing restores that. So these pages do not have one.
   */
  readonly inAuthorizationFlow?: boolean;
  /** served over https: adds `Strict-Transport-Security` */
  readonly https: boolean;
}

const FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** Headers of every HTML response (OAuth 2.1 §7.8 on clickjacking, RFC 9700 §4.2 on referrers). */
export function htmlHeaders(options: HtmlHeaderOptions): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'style-src': "'self'",
    'img-src': "'self'",
    // Given explicitly: the library adds the hash of the script of its self-posting page to it.
    'script-src': "'none'",
    'form-action': ["'self'", ...(options.formTargets ?? []).map(sourceOf)].join(' '),
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': NO_STORE,
    Pragma: 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': options.inAuthorizationFlow ? 'unsafe-none' : 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
    ...(options.https && { 'Strict-Transport-Security': 'max-age=63072000' }),
  };
}

/**
 * The target of a redirect as a CSP source: its origin, or only its scheme where it is not http(s).
 *
 * @throws TypeError when it is not a URI
 */
function sourceOf(target: string): string {
  const { protocol, origin } = new URL(target);
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol;
}
