import { type Command, Option } from 'commander';
import type { DescribedClient } from '../operator/described-client.ts';
import type { Pruned } from '../operator/prune-clients.ts';
import { count, duration, notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import { clientInOneLine } from './words/clients.ts';
import { prunedInWords } from './words/pruned.ts';
import { inTerminal } from './words/terminal.ts';

interface ListOptions {
  readonly kind?: string;
  readonly search?: string;
  readonly limit?: number;
  readonly after?: string;
}

interface PruneOptions {
  readonly neverUsed?: boolean;
  readonly idle?: number;
  readonly minAge: number;
  readonly yes?: boolean;
}

const DAY = 86_400;

/** `gatehouse clients list` and `gatehouse clients prune` */
export function addClientLists(noun: Command, context: CliContext): void {
  noun
    .command('list')
    .description(
      'the newest first, with the days on which they registered and got their last token',
    )
    .addOption(
      new Option('--kind <kind>', 'only these').choices([
        'operator',
        'dynamic',
        'document',
      ] as const),
    )
    .option('--search <text>', 'only those with this in id, name or a redirect URI', notBlank)
    .option('--limit <number>', 'so many at most, up to 1000 (default: 100)', count)
    .option('--after <client-id>', 'those that come after this one in the list')
    .action(async (options: ListOptions) => {
      const listed = await operate<{ clients: DescribedClient[]; next: string | null }>(
        context,
        'clients.list',
        options,
      );
      const { clients, next } = listed;
      const lines = clients.map(clientInOneLine).join('\n');
      context.print(listed, lines || nothing(options));
      if (next === null || context.json()) return;
      const rest = `--after ${inTerminal(next)}`;
      context.notice(`These are ${clients.length}, and there are more: the same with ${rest}`);
    });

  noun
    .command('prune')
    .description(
      'remove clients that registered themselves and are not used, with their grants and tokens; ' +
        'without --yes it only says which',
    )
    .option('--never-used', 'those that never got a token')
    .option(
      '--idle <duration>',
      'those that registered, and got their last token, longer ago than this, as 90d',
      duration,
    )
    .addOption(
      new Option('--min-age <duration>', 'none that registered in this time')
        .argParser(duration)
        .default(DAY, '1d'),
    )
    .option('--yes', 'remove them')
    .action(async ({ neverUsed, idle, minAge, yes }: PruneOptions) => {
      const pruned = await operate<Pruned>(context, 'clients.prune', {
        ...(neverUsed && { never_used: true }),
        ...(idle !== undefined && { idle_seconds: idle }),
        min_age_seconds: minAge,
        ...(yes && { remove: true }),
      });
      context.print(pruned, prunedInWords(pruned, minAge));
    });
}

function nothing({ kind, search, after }: ListOptions): string {
  const isAll = kind === undefined && search === undefined && after === undefined;
  return isAll ? 'There are no clients.' : 'There are no such clients.';
}
