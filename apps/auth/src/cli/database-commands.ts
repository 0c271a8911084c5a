import { appliedMigrations, type ExportHeader, knownMigrations } from '@gatehouse/database';
import type { Command } from 'commander';
import { MIGRATIONS_PATH } from '../control/control-server.ts';
import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';
import { exportDatabase, importDatabase } from './move-database.ts';
import { askRunningServer, readAnswer } from './running-server.ts';
import { withStorage } from './storage-access.ts';
import { inTerminal } from './words/terminal.ts';

const KEYS =
  'Secrets in it are sealed: they open with the ENCRYPTION_KEYS of this server alone ' +
  '(in development those in secrets.json of its data directory). Keep them, apart from the file.';

/** The name that stands for standard input or output. */
const PIPE = '-';

/** `gatehouse database …` */
export function addDatabaseCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('database')
    .description('bring up to date, back up and move what the server remembers');

  noun
    .command('migrate')
    .description(
      'make the database where there is none, and bring it up to date; a server does the same when ' +
        'it starts. Of several at once one works, and the others wait for it',
    )
    .action(async () => {
      const applied = await migrate(context);
      const sentence =
        applied.length === 0
          ? 'The database is up to date.'
          : `Brought the database up to date: ${applied.join(', ')}.`;
      context.print({ applied }, sentence);
    });

  noun
    .command('export')
    .argument('<file>', `what to write; must not exist yet. ${PIPE} is standard output`)
    .description('write everything into one file, while the server runs or not')
    .action(async (name: string) => {
      const isPipe = name === PIPE;
      const file = isPipe ? undefined : context.file(name);
      const header = await exportDatabase(context, file);
      const where = file ?? 'standard output';
      const sentences = `Exported ${count(header)} rows to ${where}.\n${KEYS}`;
      const result = { file: file ?? null, ...summary(header) };
      (isPipe ? context.printBeside : context.print)(result, sentences);
    });

  noun
    .command('import')
    .argument('<file>', `an export. ${PIPE} is standard input`)
    .description('bring an export into an empty database; the server must not run')
    .action(async (name: string) => {
      const file = name === PIPE ? undefined : context.file(name);
      const { header, resealed } = await importDatabase(context, file);
      if (resealed > 0) {
        context.notice(`Sealed ${resealed} values of an older version for the rows they are in.`);
      }
      const where = file ?? 'standard input';
      const sentences =
        `Imported ${count(header)} rows from ${where}, exported at ${inTerminal(header.created)}.\n` +
        'Start the server with the ENCRYPTION_KEYS and COOKIE_KEYS of the one it comes from (in ' +
        'development copy its secrets.json): without them what is sealed does not open.';
      context.print({ file: file ?? null, ...summary(header) }, sentences);
    });
}

/** @returns the migrations that were applied, by this process or by another at the same time */
async function migrate(context: CliContext): Promise<readonly string[]> {
  const config = context.newDatabase();
  const { notice } = context;
  if (config.url === undefined) {
    const answer = await askRunningServer(config.dataDirectory, MIGRATIONS_PATH);
    if (answer !== undefined) {
      refuseOlderServer((await readAnswer(answer)) as { applied: string[] });
      return [];
    }
  }
  // Opened twice only where there is something to do: it is not known otherwise what was.
  const pending = await withStorage(config, { migrate: false, notice }, (database) =>
    database.pendingMigrations(),
  );
  if (pending.length === 0) return [];
  return withStorage(config, { migrate: true, notice: () => {} }, async (database) => {
    const applied = await appliedMigrations(database);
    return pending.filter((name) => applied.includes(name));
  });
}

/** A server has brought its database up to date when it started: as far as it knew. */
function refuseOlderServer({ applied }: { readonly applied: readonly string[] }): void {
  const missing = knownMigrations.filter((name) => !applied.includes(name));
  if (missing.length === 0) return;
  throw new CommandError({ code: 'older_server', missing });
}

function summary({ created, source, migrations, rows }: ExportHeader): object {
  return { created, source, migrations, rows };
}

function count({ rows }: ExportHeader): number {
  return Object.values(rows).reduce((sum, n) => sum + n, 0);
}
