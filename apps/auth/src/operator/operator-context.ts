import type { Clients } from '../storage/clients.ts';
import type { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import type { Resources } from '../storage/resources.ts';

/** What the operator's commands work on. */
export interface OperatorContext {
  readonly clients: Clients;
  readonly resources: Resources;
  readonly pinnedOrganisations: PinnedOrganisations;
  /** this server, which is no client of its own */
  readonly issuer: string;
  /** nothing on loopback, and nothing without https */
  readonly production: boolean;
  readonly randomBytes: (size: number) => Buffer;
}
