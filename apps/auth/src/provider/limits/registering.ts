import type { Events } from '../../events/events.ts';
import { NoRoomError, registerClient } from '../../registration/register-client.ts';
import type { ClientMetadata, Clients } from '../../storage/clients.ts';
import { servedRequest } from '../request.ts';
import { callerOf } from './foreign-page.ts';
import { registrants } from './registrants.ts';
import { sayWhenToRetry, tooMany, TooManyRequests } from './too-many-requests.ts';

/** The name of the limit (`MAX_UNUSED_CLIENTS`) in figures and in the log. */
export const UNUSED_CLIENTS = 'unusedClients';

/** Writes a client for the request that is being served. */
export type Register = (metadata: ClientMetadata) => Promise<void>;

export interface RegisteringOptions {
  readonly clients: Clients;
  readonly events: Events;
  readonly issuer: string;
  /** newest first */
  readonly cookieKeys: readonly string[];
  /** registrations that may be there and were never used */
  readonly mostUnusedClients: number;
}

/** Registrations of networks that are kept apart, with room for so many. */
export function registering(options: RegisteringOptions): Register {
  const { events, mostUnusedClients: most } = options;
  const { origin } = new URL(options.issuer);
  const nameOf = registrants(options.cookieKeys);
  return async (metadata) => {
    const { ctx } = servedRequest();
    if (ctx === undefined) throw new TypeError('clients register themselves by a request');
    try {
      await registerClient(options, metadata, nameOf(callerOf(ctx, origin)), most);
    } catch (error) {
      if (!(error instanceof NoRoomError)) throw error;
      events.happened({ type: 'limited', limit: UNUSED_CLIENTS });
      sayWhenToRetry(ctx, error.wait);
      throw new TooManyRequests(tooMany('unused registrations', error.wait));
    }
  };
}
