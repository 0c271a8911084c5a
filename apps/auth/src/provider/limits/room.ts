import type { Events } from '../../events/events.ts';
import { NoRoomError } from '../../registration/own-registration.ts';
import { servedContext } from '../request.ts';
import { callerOf } from './foreign-page.ts';
import { registrants } from './registrants.ts';
import { sayWhenToRetry, tooMany, TooManyRequests } from './too-many-requests.ts';

/** The name of the limit (`MAX_UNUSED_CLIENTS`) in figures and in the log. */
export const UNUSED_CLIENTS = 'unusedClients';

export interface RoomOptions {
  readonly events: Events;
  readonly issuer: string;
  /** newest first */
  readonly cookieKeys: readonly string[];
  /** registrations that may be there and were never used */
  readonly mostUnusedClients: number;
}

/** Who registers by the request that is being served, and how many there is room for. */
export interface Registrant {
  /** keyed hash of the network */
  readonly from: string;
  readonly most: number;
}

/**
 * Runs what registers a client for the request that is being served. Where there is no room for it, the
 * answer is 429 and says when there may be.
 */
export type WithinRoom = (register: (registrant: Registrant) => Promise<void>) => Promise<void>;

export function withinRoom(options: RoomOptions): WithinRoom {
  const { events, mostUnusedClients: most } = options;
  const { origin } = new URL(options.issuer);
  const nameOf = registrants(options.cookieKeys);
  return async (register) => {
    const ctx = servedContext();
    try {
      await register({ from: nameOf(callerOf(ctx, origin)), most });
    } catch (error) {
      if (!(error instanceof NoRoomError)) throw error;
      events.happened({ type: 'limited', limit: UNUSED_CLIENTS });
      sayWhenToRetry(ctx, error.wait);
      throw new TooManyRequests(tooMany('unused registrations', error.wait));
    }
  };
}
