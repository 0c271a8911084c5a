import type { Command } from 'commander';
import type { DescribedPin } from '../operator/admission.ts';
import { notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import { pinInWords } from './words/pins.ts';

interface Pins {
  readonly organisations: readonly DescribedPin[];
}

/** `gatehouse admission …` */
export function addAdmissionCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('admission')
    .description('which GitHub organisations the names in ADMIT mean');

  noun
    .command('list')
    .description('the organisations that a member of has signed in, and their numbers at GitHub')
    .option('--search <text>', 'only those with this in name or issuer', notBlank)
    .action(async (options: { search?: string }) => {
      const pins = await operate<Pins>(context, 'admission.list', options);
      const lines = pins.organisations.map(pinInWords).join('\n');
      const none = `No ${options.search === undefined ? '' : 'such '}organisation is pinned.`;
      context.print(pins, lines || none);
    });

  noun
    .command('unpin')
    .argument('<login>')
    .description('forget which organisation a name meant; the next member to sign in decides')
    .action(async (login: string) => {
      const pins = await operate<Pins>(context, 'admission.unpin', { login });
      context.print(
        pins,
        pins.organisations.map((pin) => `Unpinned ${pinInWords(pin)}.`).join('\n'),
      );
    });
}
