import type { Events } from '../events/events.ts';
import type { ClientKind, ClientMetadata, Clients, ClientTerms } from '../storage/clients.ts';

/** Where clients are written, and who is told. */
export interface ClientsAndEvents {
  readonly clients: Clients;
  readonly events: Events;
}

/** Writes or replaces a client, and tells of it. */
export async function saveClient(
  { clients, events }: ClientsAndEvents,
  metadata: ClientMetadata,
  kind: ClientKind,
  terms?: ClientTerms,
): Promise<void> {
  const { client_id: clientId } = metadata;
  const registered = { type: 'client_registered', clientId, kind } as const;
  const replaced = { type: 'client_changed', clientId, change: 'replaced' } as const;
  const unit = events.before(registered, replaced);
  const saved = await clients.save(metadata, kind, terms, unit);
  events.happened(saved === 'registered' ? registered : replaced);
}
