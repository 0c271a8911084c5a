import type { Storage } from '../storage/storage.ts';

/**
 * Whether a client may be sent errors without a word to the person: the operator registered it, or the
 * person who is signed in has agreed to it before. Anybody can register a client, so that its redirect
 * URI proves nothing else.
 *
 * @param userId whoever is signed in at this browser
 */
export async function mayReceiveErrors(
  storage: Storage,
  clientId: string,
  userId: string | undefined,
): Promise<boolean> {
  const client = await storage.clients.row(clientId);
  if (client?.kind === 'operator') return true;
  return userId !== undefined && (await storage.consents.any(userId, clientId));
}
