import {
  type Database,
  type ExportHeader,
  exportStream,
  importFile,
  saveExport,
} from '@gatehouse/database';
import type { Command } from 'commander';
import { EXPORT_PATH } from '../control/control-server.ts';
import { bindSeals } from '../jobs/bind-seals.ts';
import { createSealer } from '../storage/sealing.ts';
import type { CliContext } from './context.ts';
import { inTerminal } from './words.ts';
import { viaServerOrStorage, withStorage } from './storage-access.ts';

const KEYS =
  'Secrets in it are sealed: they open with the ENCRYPTION_KEYS of this server alone ' +
  '(in development those in secrets.json of its data directory). Keep them, apart from the file.';

/** `gatehouse database …` */
export function addDatabaseCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('database')
    .description('back up and move what the server remembers');

  noun
    .command('export')
    .argument('<file>', 'what to write; must not exist yet')
    .description('write everything into one file, while the server runs or not')
    .action(async (name: string) => {
      const file = context.file(name);
      const header = await viaServerOrStorage(
        context,
        { path: EXPORT_PATH },
        (answer) => saveExport(file, answer),
        (database) => saveExport(file, exportStream(database, context.now())),
      );
      const sentences = `Exported ${count(header)} rows to ${file}.\n${KEYS}`;
      context.print({ file, ...summary(header) }, sentences);
    });

  noun
    .command('import')
    .argument('<file>', 'an export')
    .description('bring an export into an empty database; the server must not run')
    .action(async (name: string) => {
      const file = context.file(name);
      const keys = context.sealingKeys();
      const { header, resealed } = await withStorage(
        context.database(),
        { migrate: true, notice: context.notice },
        async (database) => ({
          header: await importFile(database, file),
          resealed: await bindImported(database, keys),
        }),
      );
      if (resealed > 0) {
        context.notice(`Sealed ${resealed} values of an older version for the rows they are in.`);
      }
      const sentences =
        `Imported ${count(header)} rows from ${file}, exported at ${inTerminal(header.created)}.\n` +
        'Start the server with the ENCRYPTION_KEYS and COOKIE_KEYS of the one it comes from (in ' +
        'development copy its secrets.json): without them what is sealed does not open.';
      context.print({ file, ...summary(header) }, sentences);
    });
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

function summary({ created, source, migrations, rows }: ExportHeader): object {
  return { created, source, migrations, rows };
}

function count({ rows }: ExportHeader): number {
  return Object.values(rows).reduce((sum, n) => sum + n, 0);
}
