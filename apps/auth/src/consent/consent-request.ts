import type { ProtectedResource } from '../storage/resources.ts';
import type { Storage } from '../storage/storage.ts';
import type { PendingConsent } from './decision.ts';

/** A scope as a person decides about it. */
export interface OfferedScope {
  readonly name: string;
  /** what it lets the client do, in the operator's words */
  readonly description: string;
  readonly checked: boolean;
  /** the person allowed it before */
  readonly alreadyAllowed: boolean;
}

/** What the consent page shows, all from the server's own records. */
export interface ConsentRequest {
  readonly resource: ProtectedResource | undefined;
  readonly scopes: readonly OfferedScope[];
}

/** Words for what is asked, pre-filled with what the person decided before. */
export async function consentRequest(
  storage: Storage,
  pending: PendingConsent,
): Promise<ConsentRequest> {
  const { userId, clientId, resource: identifier } = pending;
  const resource = identifier === '' ? undefined : await storage.resources.find(identifier);
  const before = await storage.consents.find(userId, clientId, identifier);
  return {
    resource,
    scopes: pending.resourceScopes.map((name) => ({
      name,
      description: resource?.scopes[name] ?? name,
      checked: !(before?.refused.includes(name) ?? false),
      alreadyAllowed: before?.scopes.includes(name) ?? false,
    })),
  };
}
