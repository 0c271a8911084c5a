/**
 * Runs commands that end by themselves (npm, pnpm, turbo, a test runner), and ends them early when
 * the person presses Ctrl-C.
 */
import { spawn } from 'node:child_process';

/** A command that failed; `output` is what it printed, when that was captured. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {{ output: string, exitCode: number | null }} detail
   */
  constructor(message, { output, exitCode }) {
    super(message);
    this.name = 'CommandError';
    this.output = output;
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command to its end and resolves to how it ended; never rejects for an exit code.
 *
 * The command gets a process group of its own, so that stopping it also stops whatever it started
 * (turbo starts pnpm, which starts a compiler), and a Ctrl-C in the terminal reaches this process
 * alone, which then decides the order.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string>, signal?: AbortSignal, onLine?: (line: string) => void }} options
 *   `onLine` gets each line as it comes.
 * @returns {Promise<{ exitCode: number | null, output: string }>} `exitCode` is null after a signal
 */
export function run(file, args, { cwd, env, signal, onLine }) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(stopped());
      return;
    }
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let pending = '';
    /** @param {string} chunk */
    const receive = (chunk) => {
      output += chunk;
      if (onLine === undefined) return;
      const lines = (pending + chunk).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
    child.stdout.setEncoding('utf8').on('data', receive);
    child.stderr.setEncoding('utf8').on('data', receive);

    const onAbort = () => endGroup(child.pid);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      signal?.removeEventListener('abort', onAbort);
      if (pending !== '') onLine?.(pending);
      if (signal?.aborted) reject(stopped());
      else resolve({ exitCode, output });
    });
  });
}

/**
 * As {@link run}, but throws a {@link CommandError} when the command fails.
 *
 * @param {string} what the command's purpose, for the message: "Installing packages"
 * @param {Parameters<typeof run>} call
 */
export async function runOrThrow(what, ...call) {
  const result = await run(...call);
  if (result.exitCode === 0) return result;
  throw new CommandError(`${what} failed (exit code ${result.exitCode ?? 'none'}).`, result);
}

/** What a command rejects with when it was stopped on request. */
function stopped() {
  return Object.assign(new Error('Stopped.'), { name: 'AbortError' });
}

/**
 * Asks a process group to end, and insists after five seconds.
 *
 * @param {number | undefined} pid
 */
function endGroup(pid) {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => signalGroup(pid, 'SIGKILL'), 5_000).unref();
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
export function signalGroup(pid, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    // ESRCH: everything in the group has ended already.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
