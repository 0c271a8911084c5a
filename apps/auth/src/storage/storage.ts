import type { Database } from '@gatehouse/database';
import { Artifacts } from './artifacts.ts';
import { ClientDocumentKeys } from './client-document-keys.ts';
import { ClientDocuments } from './client-documents.ts';
import { Clients } from './clients.ts';
import { Consents } from './consents.ts';
import { Grants } from './grants.ts';
import { PinnedOrganisations } from './pinned-organisations.ts';
import { Resources } from './resources.ts';
import type { Sealer } from './sealing.ts';
import { Sessions } from './sessions.ts';
import { Users } from './users.ts';

/**
 * Everything the authorization server remembers.
 *
 * Guarantees of every member, on the embedded database and on a server alike: a write is durable
 * when its promise resolves; single use is one conditional statement, so of parallel callers exactly
 * one wins, in one process or in many; expiry is judged by the database's clock and needs no sweep;
 * tokens, codes and cookies are stored as hashes. Nothing is cached between requests.
 */
export interface Storage {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly artifacts: Artifacts;
  readonly clients: Clients;
  readonly clientDocuments: ClientDocuments;
  readonly clientDocumentKeys: ClientDocumentKeys;
  readonly consents: Consents;
  readonly grants: Grants;
  readonly pinnedOrganisations: PinnedOrganisations;
  readonly resources: Resources;
  readonly sessions: Sessions;
  readonly users: Users;
}

/** Bounds that storage sees to by itself; seconds. */
export interface StorageLimits {
  /** a session ends this long after signing in, however much it is used */
  readonly sessionMax: number;
  /** how long a person may take for a question */
  readonly interaction: number;
}

export function createStorage(
  database: Database,
  sealer: Sealer,
  { sessionMax, interaction }: StorageLimits,
): Storage {
  return {
    database,
    sealer,
    artifacts: new Artifacts(database),
    clients: new Clients(database, sealer),
    clientDocuments: new ClientDocuments(database, interaction),
    clientDocumentKeys: new ClientDocumentKeys(database),
    consents: new Consents(database),
    grants: new Grants(database),
    pinnedOrganisations: new PinnedOrganisations(database),
    resources: new Resources(database),
    sessions: new Sessions(database, sessionMax),
    users: new Users(database),
  };
}
