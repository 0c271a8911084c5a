import type { Events } from '../events/events.ts';
import { type ClientEnd, type ClientLifetimes, endClients } from '../storage/client-ends.ts';
import type { SweptRows } from './expired-rows.ts';

/** The table that these rows are of. */
export const CLIENTS = 'clients';

/** Registrations that end by themselves, as a part of the sweep. Each that went is told. */
export function endingClients(events: Events, lifetimes: ClientLifetimes): readonly SweptRows[] {
  const { unusedLifetime, idleLifetime } = lifetimes;
  const whys: ClientEnd[] = ['surplus'];
  if (unusedLifetime !== undefined) whys.push('unused');
  if (idleLifetime !== undefined) whys.push('idle');
  return whys.map((why) => ({
    table: CLIENTS,
    from: new Date(0),
    async remove(database, size, place) {
      const went = { type: 'client_ended', reason: why } as const;
      const batch = { from: new Date(Number(place)), size };
      const { seen, reached, ended } = await endClients(
        database,
        why,
        batch,
        lifetimes,
        events.before(went),
      );
      for (const { client_id: clientId, grants } of ended) {
        events.happened({ ...went, clientId, grants });
      }
      return { seen, removed: ended.length, reached };
    },
  }));
}
