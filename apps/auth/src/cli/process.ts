import { loadDatabaseConfig, loadNewDatabaseConfig } from '../config/load-database-config.ts';
import { loadIssuer, loadOperatorConfig, loadSealingKeys } from '../config/load-operator-config.ts';
import { commandWarnings } from '../config/near-misses.ts';
import { calledAs } from './called-as.ts';
import { run } from './run.ts';

/** Exit codes of a shell for a command that a signal ended. */
const ENDED_BY = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Signals within this time count as one: a terminal and the script in it send one Ctrl-C twice. */
const SAME_SIGNAL_MS = 500;

/** From the first call on a signal does not end the process, but what it is doing. */
function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  let since = 0;
  for (const [signal, exitCode] of Object.entries(ENDED_BY)) {
    process.on(signal, () => {
      if (stopping.signal.aborted && performance.now() - since > SAME_SIGNAL_MS) {
        process.exit(exitCode);
      }
      since = performance.now();
      process.exitCode = exitCode;
      stopping.abort();
    });
  }
  return stopping.signal;
}

/**
 * Runs the command that the arguments of this process name, and sets its exit code.
 *
 * @param environment the variables to be configured by
 */
export async function runCommandLine(environment: NodeJS.ProcessEnv): Promise<void> {
  // Files that a command writes, the embedded database among them, are readable by this user alone.
  process.umask(0o077);
  // Without a listener Node would end with a stack trace.
  process.stdout.on('error', ({ code: fault, message }: NodeJS.ErrnoException) => {
    // Whoever reads has seen enough, such as `head`.
    if (fault === 'EPIPE') return;
    process.stderr.write(`Standard output cannot be used: ${message}.\n`);
    process.exitCode = 1;
  });
  const place = { directory: process.cwd() };
  const code = await run(process.argv.slice(2), {
    loadDatabase: () => loadDatabaseConfig(environment, place),
    loadNewDatabase: () => loadNewDatabaseConfig(environment, place),
    loadOperator: () => loadOperatorConfig(environment, place),
    loadSealingKeys: () => loadSealingKeys(environment, place),
    loadIssuer: () => loadIssuer(environment),
    nearMisses: () => commandWarnings(environment, place.directory),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    input: process.stdin,
    output: process.stdout,
    untilStopped,
    now: () => new Date(),
    gatehouse: calledAs(environment),
  });
  process.exitCode ??= code;
}
