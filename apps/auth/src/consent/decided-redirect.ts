import { redirectTarget } from '../registration/redirect-uris.ts';
import type { RememberedConsent } from '../storage/consents.ts';

/**
 * The redirect under which a decision is remembered. An https URI stands for itself alone: whoever owns
 * one address of a client need not own another. Programs on the user's computer have no address of their
 * own, because the port varies, so all of them are `loopback`. A private-use scheme stands for every URI
 * of that scheme, as in `cursor:`.
 *
 * @returns undefined where no answer may be sent to that address
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

/** The scopes that a user has allowed for this redirect. */
export function allowedAt(
  consent: Pick<RememberedConsent, 'scopes' | 'redirects'>,
  redirectUri: string,
): readonly string[] {
  const redirect = decidedRedirect(redirectUri);
  if (redirect === undefined || !Object.hasOwn(consent.redirects, redirect)) return [];
  const decided = consent.redirects[redirect] ?? [];
  return decided.filter((scope) => consent.scopes.includes(scope));
}
