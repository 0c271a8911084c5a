import type { Adapter } from 'oidc-provider';
import type { ClientMetadata } from '../../storage/clients.ts';
import type { Storage } from '../../storage/storage.ts';
import {
  type PresentedArtifact,
  type RefreshLifetimes,
  TokenRequest,
  tokenRequestScope,
} from '../token/token-request.ts';
import { unsupported } from './unsupported.ts';

/** What storage has to know about requests to the token endpoint. */
export interface TokenRequests {
  /** what the running one presents, read from the library's context */
  readonly readPresented: () => PresentedArtifact | undefined;
  readonly lifetimes: RefreshLifetimes;
}

/**
 * Clients. Looking up the client is the first thing the library does in a token request, so this is
 * where the request's unit is loaded.
 */
export function createClientAdapter(
  { clients, database, sealer }: Storage,
  { readPresented, lifetimes }: TokenRequests,
): Adapter {
  const context = { database, sealer, lifetimes };
  return {
    async find(clientId) {
      // Postgres cannot hold a NUL, so no client is called that.
      if (clientId.includes('\0')) return undefined;
      const scope = tokenRequestScope();
      const presented = scope && readPresented();
      if (scope !== undefined && presented !== undefined && scope.unit === undefined) {
        scope.unit = await TokenRequest.load(context, clientId, presented);
      }
      const known = scope?.unit?.client(clientId);
      const row = known === undefined ? await clients.row(clientId) : known;
      return row ? clients.restore(row) : undefined;
    },
    /** Only dynamic registration (RFC 7591) writes clients through the library. */
    async upsert(_clientId, metadata) {
      await clients.save(metadata as unknown as ClientMetadata, 'dynamic');
    },
    async destroy(clientId) {
      await clients.remove(clientId);
    },
    findByUid: unsupported('Client', 'uid'),
    findByUserCode: unsupported('Client', 'user code'),
    consume: unsupported('Client', 'use'),
    revokeByGrantId: unsupported('Client', 'grant'),
  };
}
