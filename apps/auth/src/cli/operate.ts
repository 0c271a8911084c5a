import type { Database } from '@gatehouse/database';
import { operationPath } from '../control/control-server.ts';
import { Events } from '../events/events.ts';
import { operatorContext } from '../operator/operator-context.ts';
import { type OperationName, runOperation } from '../operator/operations.ts';
import { refuseForeignKeys } from '../keys/foreign-keys.ts';
import { operatorDocuments } from '../operator/documents.ts';
import { ClientDocuments } from '../storage/client-documents.ts';
import { createSealer } from '../storage/sealing.ts';
import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';
import { readAnswer } from './running-server.ts';
import { viaServerOrStorage } from './storage-access.ts';

/**
 * Performs an operation, in the server that has the embedded database open or in this process.
 *
 * @returns its answer, in both cases as it is after a way through JSON
 * @throws OperationError, CommandError, ConfigurationError, DatabaseError
 */
export function operate<Answer>(
  context: CliContext,
  name: OperationName,
  input: object,
): Promise<Answer> {
  return viaServerOrStorage(
    context,
    { path: operationPath(name), input },
    async (answer) => (await readAnswer(answer)) as Answer,
    async (database) => {
      await refuseOlderSchema(database);
      const config = context.operator();
      const { encryptionKeys, resources: configured, issuer, production } = config;
      const sealer = createSealer(encryptionKeys);
      await refuseForeignKeys(database, sealer);
      const { registration, rules } = config;
      const operator = operatorContext(database, sealer, {
        clientDocuments: new ClientDocuments(database, UNSEEN),
        documents: operatorDocuments(config),
        issuer,
        production,
        registration,
        rules,
        events: SILENT,
        configured,
      });
      return JSON.parse(JSON.stringify(await runOperation(operator, name, input))) as Answer;
    },
  );
}

/** Seconds that a person takes for a question: nobody is asked one here. */
const UNSEEN = 0;

/**
 * What a command does is told to nobody but whoever typed it: it has no log, and no figures that anybody
 * could read. Whoever adds rows to what is written is to be named here as in the server (`beside`).
 */
const SILENT = new Events({
  circumstances: () => ({}),
  onError(error) {
    throw error;
  },
});

/** Refuses an older schema: a command that is about something else does not migrate. */
async function refuseOlderSchema(database: Database): Promise<void> {
  if ((await database.pendingMigrations()).length === 0) return;
  throw new CommandError({ code: 'pending_migrations' });
}
