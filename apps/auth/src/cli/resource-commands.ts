import { type Command, Option } from 'commander';
import type { DescribedResource } from '../operator/resources.ts';
import { SIGNING_ALGORITHMS } from '../protocol/algorithms.ts';
import { CommandError } from './command-error.ts';
import { each, notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import { resourceInWords } from './words/resources.ts';
import { inTerminal } from './words/terminal.ts';

interface AddOptions {
  readonly name?: string;
  readonly scope?: string[];
  readonly alias?: string[];
  readonly alg?: string;
}

/** `gatehouse resources …` */
export function addResourceCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('resources')
    .description('the MCP servers that tokens are issued for, beside those in RESOURCES');

  noun
    .command('add')
    .argument('<url>', 'the MCP server as clients use it; the audience of its tokens')
    .description('issue tokens for an MCP server')
    .option('--name <name>', 'what people read on the consent page')
    .option(
      '--scope <scope=description>',
      'what a client may be allowed, in words; repeatable',
      each,
    )
    .option('--alias <url>', 'another spelling that clients send; repeatable', each)
    .addOption(new Option('--alg <alg>', 'how its tokens are signed').choices(SIGNING_ALGORITHMS))
    .action(async (url: string, { name, scope, alias, alg }: AddOptions) => {
      const resource = await operate<DescribedResource>(context, 'resources.add', {
        resource: url,
        ...(name !== undefined && { name }),
        ...(scope && { scopes: Object.fromEntries(scope.map(describedScope)) }),
        ...(alias && { aliases: alias }),
        ...(alg !== undefined && { access_token_alg: alg }),
      });
      context.print(resource, resourceInWords(resource));
    });

  noun
    .command('list')
    .description('all of them, in the order in which they are meant where a request names none')
    .option('--search <text>', 'only those with this in URL, name, alias or scope', notBlank)
    .action(async (options: { search?: string }) => {
      const answer = await operate<{ resources: DescribedResource[] }>(
        context,
        'resources.list',
        options,
      );
      const words = answer.resources.map(resourceInWords).join('\n\n');
      const none = `There are no ${options.search === undefined ? '' : 'such '}resources.`;
      context.print(answer, words || none);
    });

  noun
    .command('remove')
    .argument('<url>')
    .description('issue no more tokens for an MCP server that was added by command')
    .action(async (url: string) => {
      const removed = await operate<object>(context, 'resources.remove', { resource: url });
      context.print(removed, `Removed ${inTerminal(url)}.`);
    });
}

function describedScope(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new CommandError({ code: 'scope_without_description', scope: text });
}
