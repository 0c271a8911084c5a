import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import type { ProtectedResource } from '../protocol/resource.ts';
import type { Events } from '../events/events.ts';
import type { ClientDocuments } from '../storage/client-documents.ts';
import { Clients } from '../storage/clients.ts';
import type { Config } from '../config/config.ts';
import type { RegistrationPolicy } from '../registration/registration.ts';
import { InitialAccessTokens } from '../storage/initial-access-tokens.ts';
import { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import { Resources } from '../storage/resources.ts';
import type { Sealer } from '../storage/sealing.ts';
import { Users } from '../storage/users.ts';
import type { OperatorDocuments } from './documents.ts';

/** What operations of the operator need. */
export interface OperatorContext {
  readonly clients: Clients;
  readonly clientDocuments: ClientDocuments;
  readonly documents: OperatorDocuments;
  readonly events: Events;
  readonly initialAccessTokens: InitialAccessTokens;
  readonly resources: Resources;
  readonly pinnedOrganisations: PinnedOrganisations;
  readonly users: Pick<Users, 'search'>;
  /**
   * who may sign in, and have which scope
   *
   * @throws ConfigurationError where no server has read them yet, and they cannot be read
   */
  readonly rules: () => Pick<Config, 'admission' | 'scopeRules'>;
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

/** What is stored, and what is not: of a server, or of a command by itself. */
export function operatorContext(
  database: Database,
  sealer: Sealer,
  others: Pick<
    OperatorContext,
    | 'events'
    | 'rules'
    | 'configured'
    | 'issuer'
    | 'production'
    | 'registration'
    | 'clientDocuments'
    | 'documents'
  >,
): OperatorContext {
  return {
    clients: new Clients(database, sealer),
    initialAccessTokens: new InitialAccessTokens(database),
    resources: new Resources(database),
    pinnedOrganisations: new PinnedOrganisations(database),
    users: new Users(database),
    randomBytes,
    ...others,
  };
}
