import type { Adapter } from 'oidc-provider';
import type { ClientMetadata } from '../../storage/clients.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Register } from '../limits/registering.ts';
import { currentRequest } from '../request.ts';
import { unsupported } from './unsupported.ts';

/**
 * Clients. Looking up the client is the first thing the library does in a token request, so this is
 * where the request's unit is loaded.
 */
export function createClientAdapter({ clients }: Storage, register?: Register): Adapter {
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
      return row ? clients.restore(row) : undefined;
    },
    /** Only dynamic registration (RFC 7591) writes clients through the library. */
    upsert:
      register === undefined
        ? unsupported('Client', 'registration')
        : (_clientId, metadata) => register(metadata as unknown as ClientMetadata),
    /** RFC 7592 is not served: only the operator removes clients. */
    destroy: unsupported('Client', 'removal'),
    findByUid: unsupported('Client', 'uid'),
    findByUserCode: unsupported('Client', 'user code'),
    consume: unsupported('Client', 'use'),
    revokeByGrantId: unsupported('Client', 'grant'),
  };
}
