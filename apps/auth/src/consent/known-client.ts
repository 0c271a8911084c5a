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
 * Whether an error may be sent to a client without a page that tells the user first. It may where the
 * operator registered the client, or where the user who is signed in has agreed before to an answer at
 * this redirect. Nothing else proves an address: anybody can register a client with addresses of others,
 * or publish a document that names them. So a document that the operator named by command is no reason
 * either; they vouch for what it says, as long as it says so, and not for its site. That a client looks
 * otherwise since (shown-client.ts) changes nothing: whoever agreed knows the address.
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
 * Whether a client learns at once that the user pressed Deny. A program on the user's own device does:
 * it waits for the answer, and nobody can lead a user to a foreign address by a button that the user
 * has to press.
 */
export async function learnsOfNo(storage: Storage, recipient: ErrorRecipient): Promise<boolean> {
  const target = redirectTarget(recipient.redirectUri);
  if (target === 'loopback' || target === 'custom-scheme') return true;
  return mayReceiveErrors(storage, recipient);
}
