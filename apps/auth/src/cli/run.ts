import { terminalText } from '@gatehouse/display';
import { Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { addAdmissionCommands } from './admission-commands.ts';
import { addClientCommands } from './client-commands.ts';
import { type ContextOptions, createContext, type GlobalOptions } from './context.ts';
import { addDatabaseCommands } from './database-commands.ts';
import { failure } from './failure.ts';
import { addRegistrationTokenCommands } from './registration-token-commands.ts';
import { addResourceCommands } from './resource-commands.ts';
import { addTokenCommand } from './token-command.ts';
import { versionInWords } from './words/version.ts';

const WRONG_USAGE = 2;

/** Options of every command that take no value, and may be typed at the end. */
const GLOBAL_FLAGS = ['--json', '--trace'];

/**
 * Runs `gatehouse <noun> <verb>`.
 *
 * @param args without the program and the script
 * @returns the exit code: 0; 2 where the command was not understood; else that of {@link failure}
 */
export async function run(args: readonly string[], given: ContextOptions): Promise<number> {
  // Everything that is printed goes through here: names that clients chose, answers of the server, and
  // what was typed and is repeated in a message.
  const options: ContextOptions = {
    ...given,
    stdout: (text) => given.stdout(terminalText(text)),
    stderr: (text) => given.stderr(terminalText(text)),
  };
  let told = '';
  const program = new Command('gatehouse')
    .description('Look after a Gatehouse server. Reads the variables that the server reads.')
    .option('--json', 'print JSON, and nothing else, on standard output')
    .option('--trace', 'where something fails that nobody thought of, say where in the program')
    .option('-C, --directory <path>', 'what names of files are relative to')
    .version(versionInWords(version()), '-V, --version', 'what this is, and what it was built from')
    .exitOverride()
    .configureOutput({ writeOut: options.stdout, writeErr: (text) => (told += text) });
  const context = createContext(options, () => program.opts<GlobalOptions>());
  addClientCommands(program, context);
  addRegistrationTokenCommands(program, context);
  addResourceCommands(program, context);
  addAdmissionCommands(program, context);
  addTokenCommand(program, context);
  addDatabaseCommands(program, context);
  program
    .command('version')
    .description('what this is, and what it was built from')
    .action(() => context.print(version(), versionInWords(version())));
  try {
    await program.parseAsync(withGlobalsFirst(args), { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      return failure(error, options, program.opts<{ trace?: boolean }>().trace === true);
    }
    // Nothing was asked for: the answer is what there is.
    if (error.code === 'commander.help') options.stdout(told);
    else options.stderr(told);
    return error.exitCode === 0 || error.code === 'commander.help' ? 0 : WRONG_USAGE;
  }
}

function withGlobalsFirst(args: readonly string[]): string[] {
  const isGlobal = (arg: string) => GLOBAL_FLAGS.includes(arg);
  return [...args.filter(isGlobal), ...args.filter((arg) => !isGlobal(arg))];
}
