import { redirectTarget } from '../registration/redirect-uris.ts';
import type { RememberedConsent } from '../storage/consents.ts';

/**
 * What a decision is remembered for. The exact URI where it is https: who owns one address of a client
 * need not own another. A program on this computer has no address of its own (its port varies), so that
 * all of them are `loopback`; a private-use scheme is `cursor:`.
 *
 * @returns undefined where nobody may be answered there
 */
export function decidedRedirect(redirectUri: string): string | undefined {
  switch (redirectTarget(redirectUri)) {
    case 'https':
      return redirectUri;
    case 'loopback':
      return 'loopback';
    case 'custom-scheme':
      return new URL(redirectUri).protocol;
    default:
      return undefined;
  }
}

/** The scopes that a person has allowed to whoever is answered at this redirect. */
export function allowedAt(
  consent: Pick<RememberedConsent, 'scopes' | 'redirects'>,
  redirectUri: string,
): readonly string[] {
  const redirect = decidedRedirect(redirectUri);
  if (redirect === undefined || !Object.hasOwn(consent.redirects, redirect)) return [];
  const decided = consent.redirects[redirect] ?? [];
  return decided.filter((scope) => consent.scopes.includes(scope));
}
