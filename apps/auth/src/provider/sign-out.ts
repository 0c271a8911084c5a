import type { Events } from '../events/events.ts';
import type { Storage } from '../storage/storage.ts';

/** Ends the session of a browser, and tells who was signed in there. */
export async function signOut(
  { storage, events }: { readonly storage: Pick<Storage, 'sessions'>; readonly events: Events },
  sessionUid: string,
): Promise<void> {
  await events.commit(
    { type: 'signed_out' },
    (unit) => storage.sessions.destroyByUid(sessionUid, unit),
    (userId) => (userId === undefined ? undefined : { type: 'signed_out', userId }),
  );
}
