import type { Events } from '../events/events.ts';
import type { Storage } from '../storage/storage.ts';
import type { UnitOfWork } from '../storage/unit-of-work.ts';

export interface SigningOut {
  readonly storage: Pick<Storage, 'sessions'>;
  readonly events: Events;
}

/** Ends the session of a browser, and tells who was signed in there. */
export function signOut({ storage, events }: SigningOut, sessionUid: string): Promise<void> {
  return tellSignedOut(events, (unit) => storage.sessions.destroyByUid(sessionUid, unit));
}

/** Keeps the session of a browser for somebody else, and tells who was signed in there. */
export function forgetAccount({ storage, events }: SigningOut, sessionUid: string): Promise<void> {
  return tellSignedOut(events, (unit) => storage.sessions.forgetAccount(sessionUid, unit));
}

/**
 * Tells who was signed in at a session that ends.
 *
 * @param end ends it, and gives who was signed in
 */
export async function tellSignedOut(
  events: Events,
  end: (unit: UnitOfWork | undefined) => Promise<string | undefined>,
): Promise<void> {
  await events.commit({ type: 'signed_out' }, end, (userId) =>
    userId === undefined ? undefined : { type: 'signed_out', userId },
  );
}
