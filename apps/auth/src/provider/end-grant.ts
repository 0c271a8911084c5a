import type { Events } from '../events/events.ts';
import type { EndedGrant, RevocationReason } from '../storage/grants.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Ends an authorization and tells of it.
 *
 * @returns whose it was; `undefined` where it had ended before, or is unknown
 */
export function endGrant(
  { storage, events }: { readonly storage: Pick<Storage, 'grants'>; readonly events: Events },
  grantId: string,
  reason: RevocationReason,
): Promise<EndedGrant | undefined> {
  const event = { type: 'grant_ended', grantId, reason } as const;
  return events.commit(
    event,
    (unit) => storage.grants.revoke(grantId, reason, unit),
    (ended) => ended && { ...event, ...ended },
  );
}
