import type { ProtectedResource } from '../protocol/resource.ts';
import type { Events } from '../events/events.ts';
import type { RegistrationPolicy } from '../registration/registration.ts';
import type { Clients } from '../storage/clients.ts';
import type { InitialAccessTokens } from '../storage/initial-access-tokens.ts';
import type { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import type { Resources } from '../storage/resources.ts';

/** What operations of the operator need. */
export interface OperatorContext {
  readonly clients: Clients;
  readonly events: Events;
  readonly initialAccessTokens: InitialAccessTokens;
  readonly resources: Resources;
  readonly pinnedOrganisations: PinnedOrganisations;
  /** what RESOURCES names: it is in the database once a server has started with it */
  readonly configured: readonly ProtectedResource[];
  /** this server; no redirect may lead back to it */
  readonly issuer: string;
  /** whether addresses on loopback and without https are refused */
  readonly production: boolean;
  /** who may register clients */
  readonly registration: RegistrationPolicy;
  readonly randomBytes: (size: number) => Buffer;
}
