import { destinationOf, type RedirectDestination } from '@gatehouse/display';
import { redirectTarget } from '../../registration/redirect-uris.ts';

/**
 * Where a redirect URI leads, in a form that pages can show to the user.
 *
 * @throws TypeError when it could not have been registered
 */
export function redirectDestination(redirectUri: string): RedirectDestination {
  if (redirectTarget(redirectUri) === undefined) {
    throw new TypeError('Not a redirect URI that a client may register');
  }
  return destinationOf(redirectUri);
}
