import type { Readable } from 'node:stream';
import {
  type Database,
  type ExportHeader,
  exportStream,
  importFile,
  importPipe,
  type LookAtRows,
  pipeExport,
  saveExport,
} from '@gatehouse/database';
import { EXPORT_PATH } from '../control/control-server.ts';
import { bindSeals } from '../jobs/bind-seals.ts';
import { refuseUnopened } from '../keys/foreign-keys.ts';
import { createSealer } from '../storage/sealing.ts';
import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';
import { viaServerOrStorage, withStorage } from './storage-access.ts';

/**
 * Exports everything, also from a server that runs.
 *
 * @param file absent: to standard output
 */
export function exportDatabase(
  context: CliContext,
  file: string | undefined,
): Promise<ExportHeader> {
  if (file === undefined && context.output.isTTY) {
    throw new CommandError({ code: 'terminal', stream: 'output' });
  }
  const stopping = context.untilStopped();
  const take = (content: Readable) =>
    file === undefined
      ? pipeExport(context.output, content, stopping)
      : saveExport(file, content, stopping);
  return viaServerOrStorage(context, { path: EXPORT_PATH }, take, (database) =>
    take(exportStream(database, context.now())),
  );
}

/**
 * Imports an export into an empty database, all of it or nothing.
 *
 * @param file absent: from standard input
 * @returns its header, and how many values of an older version were sealed for their rows
 */
export function importDatabase(
  context: CliContext,
  file: string | undefined,
): Promise<{ readonly header: ExportHeader; readonly resealed: number }> {
  if (file === undefined && context.input.isTTY) {
    throw new CommandError({ code: 'terminal', stream: 'input' });
  }
  const keys = context.sealingKeys();
  const look = keys && lookAtKeys(keys);
  const settings = { migrate: true, notice: context.notice };
  return withStorage(context.newDatabase(), settings, async (database) => ({
    header:
      file === undefined
        ? await importPipe(database, context.input, look)
        : await importFile(database, file, look),
    resealed: await bindImported(database, keys),
  }));
}

/** Refuses an export whose signing keys do not open, as long as nothing of it is imported. */
function lookAtKeys(keys: readonly Uint8Array[]): LookAtRows {
  const sealer = createSealer(keys);
  return async (table, rows) => {
    if (table !== 'signing_keys') return;
    for (const row of rows) {
      const { kid, private_jwk: sealed, state } = JSON.parse(row) as Record<string, unknown>;
      if (state === 'retired') continue;
      await refuseUnopened(sealer, 'signing-key', String(kid), String(sealed));
    }
  };
}

/**
 * Binds sealed values to their rows after the import of an older version's export. Where the keys that
 * open them are not configured yet, the first start of the server does it.
 */
async function bindImported(
  database: Database,
  keys: readonly Uint8Array[] | undefined,
): Promise<number> {
  if (keys === undefined) return 0;
  const sealer = createSealer(keys);
  return (await bindSeals({ database, sealer, mayRefuse: false })).resealed;
}
