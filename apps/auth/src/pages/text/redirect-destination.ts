import { redirectTarget } from '../../registration/redirect-uris.ts';

/** Where the answer of an authorization goes, as a person may be told. */
export type RedirectDestination =
  | { readonly kind: 'https'; readonly host: string }
  | { readonly kind: 'loopback'; readonly host: string }
  | { readonly kind: 'custom-scheme'; readonly scheme: string };

/**
 * Sorts a redirect URI (RFC 8252 §7) into a website, a program listening on this computer, or an
 * app that owns a private-use scheme. Hosts come out in their ASCII form, so a look-alike letter
 * of another alphabet shows as `xn--…`.
 *
 * @throws TypeError when it could not have been registered
 */
export function redirectDestination(redirectUri: string): RedirectDestination {
  const kind = redirectTarget(redirectUri);
  if (kind === undefined) throw new TypeError('Not a redirect URI that a client may register');
  const url = new URL(redirectUri);
  return kind === 'custom-scheme'
    ? { kind, scheme: url.protocol.slice(0, -1) }
    : { kind, host: url.host };
}

/** The destination in a few words, to stand in a sentence. */
export function destinationInWords(destination: RedirectDestination): string {
  switch (destination.kind) {
    case 'https':
      return destination.host;
    case 'loopback':
      return `a program on this computer (${destination.host})`;
    case 'custom-scheme':
      return `the app on this device that opens “${destination.scheme}:” links`;
  }
}
