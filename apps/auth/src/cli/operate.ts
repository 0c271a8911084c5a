import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { operationPath } from '../control/control-server.ts';
import { type OperationName, runOperation } from '../operator/operations.ts';
import { Clients } from '../storage/clients.ts';
import { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import { Resources } from '../storage/resources.ts';
import { createSealer } from '../storage/sealing.ts';
import { OperationError } from '../operator/operation-error.ts';
import type { CliContext } from './context.ts';
import { viaServerOrStorage } from './storage-access.ts';

/**
 * Performs an operation, in the server that has the embedded database open or in this process.
 *
 * @returns its answer, in both cases as it is after a way through JSON
 * @throws OperationError, ConfigurationError
 */
export function operate<Answer>(
  context: CliContext,
  name: OperationName,
  input: object,
): Promise<Answer> {
  return viaServerOrStorage(
    context,
    { path: operationPath(name), input },
    async (answer) => JSON.parse((await answer.setEncoding('utf8').toArray()).join('')) as Answer,
    async (database) => {
      await refuseOlderSchema(database);
      const { issuer, production, encryptionKeys } = context.operator();
      const clients = new Clients(database, createSealer(encryptionKeys));
      const resources = new Resources(database);
      const pinnedOrganisations = new PinnedOrganisations(database);
      const stored = { clients, resources, pinnedOrganisations };
      const operator = { ...stored, issuer, production, randomBytes };
      return JSON.parse(JSON.stringify(await runOperation(operator, name, input))) as Answer;
    },
  );
}

/** Refuses an older schema. Commands do not migrate; the server does that when it starts. */
async function refuseOlderSchema(database: Database): Promise<void> {
  if ((await database.pendingMigrations()).length === 0) return;
  throw new OperationError(
    'pending_migrations',
    'The database is older than this command.',
    'Start the server of this version once; it brings the database up to date.',
  );
}
