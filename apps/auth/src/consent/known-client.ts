import { redirectTarget } from '../registration/redirect-uris.ts';
import type { Storage } from '../storage/storage.ts';
import { decidedRedirect } from './decided-redirect.ts';

/** Where an authorization error response would go. */
export interface ErrorRecipient {
  readonly clientId: string;
  /** the one of this request, already matched against the registered ones */
  readonly redirectUri: string;
  /** whoever is signed in at this browser */
  readonly userId: string | undefined;
}

/**
 * Whether a client may be sent errors without a word to the person: the operator registered it, or the
 * person who is signed in has agreed before to an answer at this redirect. Anybody can register a
 * client, with addresses of others among its own, so that nothing else vouches for an address.
 */
export async function mayReceiveErrors(
  storage: Storage,
  { clientId, redirectUri, userId }: ErrorRecipient,
): Promise<boolean> {
  const client = await storage.clients.row(clientId);
  if (client?.kind === 'operator') return true;
  const redirect = decidedRedirect(redirectUri);
  if (userId === undefined || redirect === undefined) return false;
  return storage.consents.any(userId, clientId, redirect);
}

/**
 * Whether a client learns of a person's no at once. A program on their own device does: it waits for an
 * answer, and nobody is lured anywhere by a no that they press themselves.
 */
export async function learnsOfNo(storage: Storage, recipient: ErrorRecipient): Promise<boolean> {
  const target = redirectTarget(recipient.redirectUri);
  if (target === 'loopback' || target === 'custom-scheme') return true;
  return mayReceiveErrors(storage, recipient);
}
