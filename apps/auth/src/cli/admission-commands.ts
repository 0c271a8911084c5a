import type { Command } from 'commander';
import type { CheckedPerson } from '../operator/check-person.ts';
import type { DescribedPin } from '../operator/admission.ts';
import { notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import { personInWords } from './words/people.ts';
import { pinInWords } from './words/pins.ts';

interface Pins {
  readonly organisations: readonly DescribedPin[];
}

/** `gatehouse admission …` */
export function addAdmissionCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('admission')
    .description('who may do what, and which GitHub organisations and teams names in rules mean');

  noun
    .command('check')
    .argument(
      '<person>',
      'an id, a user name, an e-mail address, or an account as rules name it: github:583231, oidc:acme/SUBJECT',
    )
    .description(
      'whether somebody who has signed in may still, and which scopes they may have, and why',
    )
    .action(async (person: string) => {
      const found = await operate<{ readonly people: readonly CheckedPerson[] }>(
        context,
        'admission.check',
        { person },
      );
      context.print(found, found.people.map(personInWords).join('\n\n'));
    });

  noun
    .command('list')
    .description('the organisations and teams of which a member has signed in, and their numbers')
    .option('--search <text>', 'only those with this in name or issuer', notBlank)
    .action(async (options: { search?: string }) => {
      const pins = await operate<Pins>(context, 'admission.list', options);
      const lines = pins.organisations.map(pinInWords).join('\n');
      const none = `No ${options.search === undefined ? '' : 'such '}organisation or team is pinned.`;
      context.print(pins, lines || none);
    });

  noun
    .command('unpin')
    .argument('<login>')
    .description(
      'forget which organisation or team (acme/maintainers) a name meant; the next member to sign in decides',
    )
    .action(async (login: string) => {
      const pins = await operate<Pins>(context, 'admission.unpin', { login });
      context.print(
        pins,
        pins.organisations.map((pin) => `Unpinned ${pinInWords(pin)}.`).join('\n'),
      );
    });
}
