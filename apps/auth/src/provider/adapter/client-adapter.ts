import type { Adapter } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import { saveClient } from '../../registration/save-client.ts';
import type { ClientMetadata } from '../../storage/clients.ts';
import type { Storage } from '../../storage/storage.ts';
import { currentRequest } from '../request.ts';
import { unsupported } from './unsupported.ts';

/**
 * Clients. Looking up the client is the first thing the library does in a token request, so this is
 * where the request's unit is loaded.
 *
 * @param servesDocument whether the client with this id, which is known by its document, may be one
 */
export function createClientAdapter(
  { clients }: Storage,
  events: Events,
  servesDocument: (clientId: string) => boolean,
): Adapter {
  const read = (clientId: string) =>
    currentRequest()?.records?.client(clientId) ?? clients.row(clientId);
  return {
    async find(clientId) {
      // Postgres cannot hold a NUL, so no client is called that.
      if (clientId.includes('\0')) return undefined;
      const request = currentRequest()?.token;
      await request?.begin(clientId);
      const known = request?.unit?.client(clientId);
      const row = known === undefined ? await read(clientId) : known;
      if (row == null || (row.kind === 'document' && !servesDocument(row.id))) return undefined;
      return clients.restore(row);
    },
    /** Only dynamic registration (RFC 7591) writes clients through the library. */
    async upsert(_clientId, metadata) {
      await saveClient({ clients, events }, metadata as unknown as ClientMetadata, 'dynamic');
    },
    /** RFC 7592 is not served: only the operator removes clients. */
    destroy: unsupported('Client', 'removal'),
    findByUid: unsupported('Client', 'uid'),
    findByUserCode: unsupported('Client', 'user code'),
    consume: unsupported('Client', 'use'),
    revokeByGrantId: unsupported('Client', 'grant'),
  };
}
