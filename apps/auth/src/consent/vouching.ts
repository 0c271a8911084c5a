/**
 * Sites of which only their own word is known. Whoever connects one for the first time is shown what this
 * server knows of it, and has to say that they know it (`CONFIRM_UNVERIFIED`): a link in a message leads to
 * the consent page of a stranger as easily as to that of an app that somebody meant to connect.
 *
 * @module
 */
import type { Storage } from '../storage/storage.ts';
import { isUnverifiedSite } from './client-verification.ts';
import { decidedRedirect } from './decided-redirect.ts';
import type { PendingConsent } from './decision.ts';

type Asking = Pick<PendingConsent, 'userId' | 'clientId' | 'redirectUri' | 'verification'>;

/**
 * Whether the user is about to connect a site for the first time of which only its own word is known. Where
 * they have allowed it something at this very address, they know it.
 */
export async function isStranger(
  { consents }: Pick<Storage, 'consents'>,
  { userId, clientId, redirectUri, verification }: Asking,
): Promise<boolean> {
  if (!isUnverifiedSite(verification)) return false;
  const redirect = decidedRedirect(redirectUri);
  return redirect === undefined || !(await consents.any(userId, clientId, redirect));
}
