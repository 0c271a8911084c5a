import { DatabaseError } from '@gatehouse/database';
import { ConfigurationError } from '@gatehouse/environment';
import { Command, CommanderError } from 'commander';
import { OperationError } from '../operator/operation-error.ts';
import { addAdmissionCommands } from './admission-commands.ts';
import { addClientCommands } from './client-commands.ts';
import { type ContextOptions, createContext, type GlobalOptions } from './context.ts';
import { addDatabaseCommands } from './database-commands.ts';
import { addResourceCommands } from './resource-commands.ts';
import { addTokenCommand } from './token-command.ts';
import { terminalText } from '@gatehouse/display';

const FAILED = 1;
const WRONG_USAGE = 2;

/**
 * Runs `gatehouse <noun> <verb>`.
 *
 * @param args without the program and the script
 * @returns the exit code: 0, 1 when it failed, 2 when it was not understood
 */
export async function run(args: readonly string[], given: ContextOptions): Promise<number> {
  // Everything that is printed goes through here: names that clients chose, answers of the server, and
  // what was typed and is repeated in a message.
  const options: ContextOptions = {
    ...given,
    stdout: (text) => given.stdout(terminalText(text)),
    stderr: (text) => given.stderr(terminalText(text)),
  };
  const program = new Command('gatehouse')
    .description('Look after a Gatehouse server. Reads the variables that the server reads.')
    .option('--json', 'print JSON, and nothing else, on standard output')
    .option('-C, --directory <path>', 'what names of files are relative to')
    .exitOverride()
    .configureOutput({ writeOut: options.stdout, writeErr: options.stderr });
  const context = createContext(options, () => program.opts<GlobalOptions>());
  addClientCommands(program, context);
  addResourceCommands(program, context);
  addAdmissionCommands(program, context);
  addTokenCommand(program, context);
  addDatabaseCommands(program, context);
  try {
    await program.parseAsync(withGlobalsFirst(args), { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    options.stderr(`${inWords(error)}\n`);
    return FAILED;
  }
}

/** Moves `--json` to the front, because it is often typed at the end. */
function withGlobalsFirst(args: readonly string[]): string[] {
  return args.includes('--json')
    ? ['--json', ...args.filter((arg) => arg !== '--json')]
    : [...args];
}

/** The message of an error: one sentence on what is wrong and one on what to do. */
function inWords(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (error instanceof DatabaseError || error instanceof OperationError) {
    return `${error.message}\n${error.remedy}`;
  }
  throw error;
}
