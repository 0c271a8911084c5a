import type { ProtectedResource } from '../protocol/resource.ts';
import type { Storage } from '../storage/storage.ts';
import { allowedAt } from './decided-redirect.ts';
import type { PendingConsent } from './decision.ts';
import { stepUp } from './step-up.ts';

/** A scope as a person decides about it. */
export interface OfferedScope {
  readonly name: string;
  /** what it lets the client do, in the operator's words */
  readonly description: string;
  /** the person may leave it out; otherwise the client has it, was allowed it here, and keeps it */
  readonly optional: boolean;
  readonly checked: boolean;
  /** the person allowed it before, to whoever is answered where this answer goes */
  readonly alreadyAllowed: boolean;
  /** the person was asked for it before, and left it out */
  readonly leftOutBefore: boolean;
}

/** What the consent page shows, all from the server's own records. */
export interface ConsentRequest {
  readonly resource: ProtectedResource | undefined;
  readonly scopes: readonly OfferedScope[];
}

/**
 * Words for what is asked, pre-filled with what the person decided before: what they left out stays
 * unticked, unless a client that lives without it has come to ask for it (step-up.ts). What the client
 * has from another redirect is there to be added, and no more than that.
 */
export async function consentRequest(
  storage: Storage,
  pending: PendingConsent,
): Promise<ConsentRequest> {
  const { userId, clientId, resource: identifier, resourceScopes, redirectUri } = pending;
  const [resource, before, more] = await Promise.all([
    identifier === '' ? undefined : storage.resources.find(identifier),
    storage.consents.find(userId, clientId, identifier),
    stepUp(storage, pending),
  ]);
  const allowed = before === undefined ? [] : allowedAt(before, redirectUri);
  const described = (name: string) => ({ name, description: resource?.scopes[name] ?? name });
  const asked = resourceScopes.map((name) => {
    const leftOutBefore = before?.refused.includes(name) ?? false;
    return {
      ...described(name),
      optional: true,
      checked: !leftOutBefore || more?.isOfThisRedirect === true,
      alreadyAllowed: allowed.includes(name),
      leftOutBefore,
    };
  });
  const kept = (more?.kept ?? []).map((name) => ({
    ...described(name),
    optional: false,
    checked: true,
    alreadyAllowed: true,
    leftOutBefore: false,
  }));
  const offered = (more?.offered ?? []).map((name) => ({
    ...described(name),
    optional: true,
    checked: false,
    alreadyAllowed: false,
    leftOutBefore: false,
  }));
  return { resource, scopes: [...kept, ...asked, ...offered] };
}
