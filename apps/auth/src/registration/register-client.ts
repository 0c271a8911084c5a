import type { ClientMetadata } from '../storage/clients.ts';
import { registeredAs } from './registered-as.ts';
import type { ClientsAndEvents } from './save-client.ts';

/** So many unused registrations are there that none can make room. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
  /** seconds until there may be room */
  readonly wait: number;

  constructor(wait: number) {
    super('there is no room for another registration');
    this.wait = wait;
  }
}

/**
 * Writes a client that registers itself (RFC 7591), and tells of it and of those that made room.
 *
 * @param from keyed hash of the network that it comes from
 * @param most registrations that may be there and were never used
 * @throws NoRoomError
 */
export async function registerClient(
  { clients, events }: ClientsAndEvents,
  metadata: ClientMetadata,
  from: string,
  most: number,
): Promise<void> {
  const { client_id: clientId } = metadata;
  const came = { type: 'client_registered', clientId, kind: 'dynamic' } as const;
  const went = { type: 'client_ended', reason: 'surplus' } as const;
  const origin = { from, as: registeredAs(metadata) };
  const unit = events.before(came, went);
  const { registered, wait, ended } = await clients.register(metadata, origin, most, unit);
  if (!registered) throw new NoRoomError(wait);
  events.happened(came);
  for (const { client_id: gone, grants } of ended) {
    events.happened({ ...went, clientId: gone, grants });
  }
}
