import type { Command } from 'commander';
import type {
  AddedRegistrationToken,
  DescribedRegistrationToken,
} from '../operator/registration-tokens.ts';
import { count, duration, notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import {
  registrationTokenInOneLine,
  registrationTokenInWords,
} from './words/registration-tokens.ts';
import { inTerminal } from './words/terminal.ts';

interface AddOptions {
  readonly label?: string;
  readonly uses?: number;
  readonly expires?: number;
}

/** Whoever makes one is about to say who may register; here nobody is kept from it, or everybody is. */
const NOT_ASKED_FOR = {
  open: 'REGISTRATION is open: clients register without a token. It has to be REGISTRATION=token.',
  off: 'REGISTRATION is off: nobody registers, with a token or without. It has to be REGISTRATION=token.',
} as const;

const KEEP = 'Keep the token: it is shown this once. A lost one is replaced by another.';

/** `gatehouse registration-tokens …` */
export function addRegistrationTokenCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('registration-tokens')
    .description('tokens that let clients register where REGISTRATION=token (RFC 7591)');

  noun
    .command('add')
    .description('make a token; it is printed once')
    .option('--uses <number>', 'so many clients may register with it (default: any number)', count)
    .option('--expires <duration>', 'it is good for so long, as 7d (default: for ever)', duration)
    .option('--label <text>', 'for whom or what it is, in your own words', notBlank)
    .action(async ({ label, uses, expires }: AddOptions) => {
      const added = await operate<AddedRegistrationToken>(context, 'registration-tokens.add', {
        ...(label !== undefined && { label }),
        ...(uses !== undefined && { uses }),
        ...(expires !== undefined && { expires_seconds: expires }),
      });
      context.print(added, `${registrationTokenInWords(added)}\ntoken: ${added.token}\n\n${KEEP}`);
      const { registration } = added;
      if (registration !== 'token') context.notice(NOT_ASKED_FOR[registration]);
    });

  noun
    .command('list')
    .description('the newest first, with how many clients registered with each')
    .option('--search <text>', 'only those with this in id or label', notBlank)
    .action(async (options: { search?: string }) => {
      const answer = await operate<{ tokens: DescribedRegistrationToken[] }>(
        context,
        'registration-tokens.list',
        options,
      );
      const lines = answer.tokens.map(registrationTokenInOneLine).join('\n');
      const none = `There are no ${options.search === undefined ? '' : 'such '}registration tokens.`;
      context.print(answer, lines || none);
    });

  noun
    .command('remove')
    .argument('<id>', 'as the list has it; not the token itself')
    .description('let nobody register with a token any more; clients that did so stay')
    .action(async (id: string) => {
      const removed = await operate<object>(context, 'registration-tokens.remove', { id });
      context.print(removed, `Removed ${inTerminal(id)}. Clients that registered with it stay.`);
    });
}
