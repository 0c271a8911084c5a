import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { DescribedClient } from '../operator/described-client.ts';
import { SIGNING_ALGORITHMS } from '../protocol/algorithms.ts';
import { CLIENT_AUTH_METHODS } from '../protocol/client-authentication.ts';
import { NEW_ID_TOKEN_ALG } from '../registration/id-token-alg.ts';
import { GRANT_TYPE_NAMES } from '../provider/token/grants/grant-types.ts';
import { CommandError } from './command-error.ts';
import { each } from './arguments.ts';
import { type DocumentOptions, newDocument } from './client-document.ts';
import { addClientLists } from './client-lists.ts';
import type { CliContext } from './context.ts';
import { operate } from './operate.ts';
import { clientInWords } from './words/clients.ts';
import { inTerminal } from './words/terminal.ts';

interface AddOptions extends DocumentOptions {
  readonly redirectUri?: string[];
  readonly grantType?: string[];
  readonly scope?: string[];
  readonly authMethod?: string;
  readonly jwks?: string;
  readonly resource?: string[];
  readonly introspects?: string[];
  readonly idTokenAlg?: string;
  readonly silent?: boolean;
  readonly trusted?: boolean;
  readonly pkce?: string;
}

const KEEP =
  'Keep the secret: it is shown this once. A lost one is replaced by removing the client and adding another.';

/** A warning beside the options that let a client skip the consent page. */
const NOT_FOR_PROXIES =
  'Never for one that forwards for others (an OAuth proxy, such as FastMCP’s OIDCProxy): whoever ' +
  'asks that one would be answered in the name of whoever is signed in here';

/** `gatehouse clients …` */
export function addClientCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('clients')
    .description('register programs, shut them out and remove them');

  noun
    .command('add')
    .argument('[name]', 'what people read on the consent page; not with --document')
    .description('register a client; its secret is printed once')
    .option(
      '--document <url>',
      'a client whose id is the address of its metadata document: read now, also on a private ' +
        'network, or replaced by what is read now',
    )
    .option(
      '--file <copy>',
      'with --document: the document as you saved it, which is then never fetched; the same ' +
        'command without it has it fetched again',
    )
    .option('--redirect-uri <uri>', 'where people come back to after signing in; repeatable', each)
    .option(
      '--grant-type <type>',
      `${GRANT_TYPE_NAMES.join(', ')}; repeatable; unless told, what the other options imply`,
      each,
    )
    .option('--scope <scope>', 'no scopes of resources but this; repeatable', each)
    .addOption(
      new Option('--auth-method <method>', 'how it proves who it is').choices(CLIENT_AUTH_METHODS),
    )
    .option('--jwks <file>', 'its public keys, for private_key_jwt')
    .option('--resource <url>', 'it may ask for tokens for this; repeatable', each)
    .option(
      '--introspects <url>',
      'it is the server of this and may introspect its tokens; repeatable',
      each,
    )
    .addOption(
      new Option('--id-token-alg <alg>', 'how its ID tokens are signed')
        .choices(SIGNING_ALGORITHMS)
        .default(NEW_ID_TOKEN_ALG),
    )
    .option(
      '--silent',
      'a site of yours: who has allowed it before is not asked again, whichever site they come ' +
        `from. With a secret or key, and https redirect URIs alone. ${NOT_FOR_PROXIES}`,
    )
    .option(
      '--trusted',
      'a site of yours, as --silent, and nobody is asked at all: whoever signs in has allowed it ' +
        `who they are, and each --resource that you name. ${NOT_FOR_PROXIES}`,
    )
    .addOption(
      new Option(
        '--pkce <when>',
        'optional: an OpenID request with a nonce, and for no resource, may leave PKCE out',
      ).choices(['required', 'optional'] as const),
    )
    .action(async (name: string | undefined, options: AddOptions, command: Command) => {
      const { document } = options;
      if (document !== undefined) {
        const input = await newDocument(context, name, { ...options, document }, command);
        const client = await operate<DescribedClient>(context, 'clients.add_document', input);
        context.print(client, clientInWords(client));
        return;
      }
      if (options.file !== undefined) throw new CommandError({ code: 'copy_of_nothing' });
      if (name === undefined) throw new CommandError({ code: 'name_missing' });
      const client = await operate<DescribedClient & { client_secret?: string }>(
        context,
        'clients.add',
        await newClient(context, name, options),
      );
      const { client_secret: secret = '' } = client;
      const words = `${clientInWords(client)}${secret && `\nclient_secret: ${secret}\n\n${KEEP}`}`;
      context.print(client, words);
    });

  addClientLists(noun, context);

  const one = (verb: 'show' | 'disable' | 'enable', description: string) =>
    noun
      .command(verb)
      .argument('<client-id>')
      .description(description)
      .action(async (clientId: string) => {
        const input = { client_id: clientId };
        const client = await operate<DescribedClient>(context, `clients.${verb}`, input);
        context.print(client, clientInWords(client));
      });
  one('show', 'everything about a client but its secret');
  one('disable', 'shut a client out, from the next request on');
  one('enable', 'let a client in again');

  noun
    .command('remove')
    .argument('<client-id>')
    .description('remove a client, what people decided about it, every grant and every token')
    .action(async (clientId: string) => {
      const removed = await operate<object>(context, 'clients.remove', { client_id: clientId });
      context.print(
        removed,
        `Removed ${inTerminal(clientId)} with its consents, grants and tokens.`,
      );
    });
}

async function newClient(context: CliContext, name: string, options: AddOptions): Promise<object> {
  const { redirectUri, grantType, scope, authMethod, jwks, resource, introspects } = options;
  const { idTokenAlg, silent, trusted, pkce } = options;
  return {
    client_name: name,
    ...(redirectUri && { redirect_uris: redirectUri }),
    ...(grantType && { grant_types: grantType }),
    ...(scope && { scope: scope.join(' ') }),
    ...(authMethod !== undefined && { token_endpoint_auth_method: authMethod }),
    ...(jwks !== undefined && { jwks: await readKeys(context.file(jwks)) }),
    ...(resource && { resources: resource }),
    ...(introspects && { introspects }),
    ...(idTokenAlg !== undefined && { id_token_signed_response_alg: idTokenAlg }),
    ...(silent && { silent }),
    ...(trusted && { trusted }),
    ...(pkce !== undefined && { pkce }),
  };
}

async function readKeys(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CommandError({ code: 'unreadable_jwks', file }, { cause });
  }
}
