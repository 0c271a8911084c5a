import type { ProtectedResource } from '../protocol/resource.ts';
import type { Events } from '../events/events.ts';
import type { ClientDocuments } from '../storage/client-documents.ts';
import type { Clients } from '../storage/clients.ts';
import type { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import type { Resources } from '../storage/resources.ts';
import type { OperatorDocuments } from './documents.ts';

/** What operations of the operator need. */
export interface OperatorContext {
  readonly clients: Clients;
  readonly clientDocuments: ClientDocuments;
  readonly documents: OperatorDocuments;
  readonly events: Events;
  readonly resources: Resources;
  readonly pinnedOrganisations: PinnedOrganisations;
  /** what RESOURCES names: it is in the database once a server has started with it */
  readonly configured: readonly ProtectedResource[];
  /** this server; no redirect may lead back to it */
  readonly issuer: string;
  /** whether addresses on loopback and without https are refused */
  readonly production: boolean;
  readonly randomBytes: (size: number) => Buffer;
}
