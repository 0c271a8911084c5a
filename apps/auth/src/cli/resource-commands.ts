import { type Command, Option } from 'commander';
import type { AddedResource } from '../operator/add-resource.ts';
import type { DescribedResource } from '../operator/described-resource.ts';
import { SIGNING_ALGORITHMS } from '../protocol/algorithms.ts';
import { each, notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import { addScopeOptions, type ScopeOptions, scopesIn } from './scope-options.ts';
import { resourceInWords, unreadInWords, withoutWords } from './words/resources.ts';
import { inTerminal } from './words/terminal.ts';

interface AddOptions extends ScopeOptions {
  readonly name?: string;
  readonly alias?: string[];
  readonly alg?: string;
  readonly offline?: boolean;
}

interface SetOptions extends ScopeOptions {
  readonly name?: string;
  readonly removeScope?: string[];
}

/** `gatehouse resources …` */
export function addResourceCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('resources')
    .description('the MCP servers that tokens are issued for, beside those in RESOURCES');

  addCommand(noun, context);
  setCommand(noun, context);

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
    .command('show')
    .argument('<url>', 'in any spelling that clients may send')
    .description('what an MCP server is called, its scopes and what they mean')
    .action(async (url: string) => {
      const resource = await operate<DescribedResource>(context, 'resources.show', {
        resource: url,
      });
      context.print(resource, resourceInWords(resource));
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

function addCommand(noun: Command, context: CliContext): void {
  const command = noun
    .command('add')
    .argument('<url>', 'the MCP server as clients use it; the audience of its tokens')
    .description(
      'issue tokens for an MCP server; its metadata (RFC 9728) is read for its name and its scopes, ' +
        'and has to be there unless the options name scopes',
    )
    .option('--name <name>', 'what people read on the consent page');
  addScopeOptions(command)
    .option('--offline', 'do not ask the MCP server: the options say everything')
    .option('--alias <url>', 'another spelling that clients send; repeatable', each)
    .addOption(new Option('--alg <alg>', 'how its tokens are signed').choices(SIGNING_ALGORITHMS))
    .action(async (url: string, options: AddOptions) => {
      const { name, alias, alg, offline = false } = options;
      const scopes = scopesIn(options);
      const { unread, ...resource } = await operate<AddedResource>(context, 'resources.add', {
        resource: url,
        ...(name !== undefined && { name }),
        ...(scopes && { scopes }),
        ...(alias && { aliases: alias }),
        ...(alg !== undefined && { access_token_alg: alg }),
        ...(!offline && { read: true }),
      });
      if (unread !== undefined) context.notice(unreadInWords(unread));
      context.print(
        resource,
        `${resourceInWords(resource)}${withoutWords(resource, context.gatehouse)}`,
      );
    });
}

function setCommand(noun: Command, context: CliContext): void {
  const command = noun
    .command('set')
    .argument('<url>')
    .description('change what people read of an MCP server that was added by command')
    .option('--name <name>', 'what people read on the consent page');
  addScopeOptions(command)
    .option('--optional <scope>', 'people can leave it out again; repeatable', each)
    .option('--remove-scope <scope>', 'the MCP server has it no more; repeatable', each)
    .action(async (url: string, options: SetOptions) => {
      const { name, removeScope } = options;
      const scopes = scopesIn(options);
      const resource = await operate<DescribedResource>(context, 'resources.set', {
        resource: url,
        ...(name !== undefined && { name }),
        ...(scopes && { scopes }),
        ...(removeScope && { remove_scopes: removeScope }),
      });
      context.print(resource, resourceInWords(resource));
    });
}
