import { isThisComputer } from './hosts.ts';

/** Where the answer of an authorization goes, in a form that can be shown to a user. */
export type RedirectDestination =
  | { readonly kind: 'https'; readonly host: string }
  | { readonly kind: 'loopback'; readonly host: string }
  | { readonly kind: 'custom-scheme'; readonly scheme: string };

/**
 * Says whether a redirect URI (RFC 8252 §7) leads to a website, to a program that listens on this
 * computer, or to an app with a private-use scheme. Hosts are in their ASCII form, so a similar letter
 * of another alphabet is visible as `xn--…`.
 *
 * @param redirectUri one that was found acceptable
 * @throws TypeError when it is no absolute URI
 */
export function destinationOf(redirectUri: string): RedirectDestination {
  const { protocol, host, hostname } = new URL(redirectUri);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return { kind: 'custom-scheme', scheme: protocol.slice(0, -1) };
  }
  return { kind: isThisComputer(hostname) ? 'loopback' : 'https', host };
}
