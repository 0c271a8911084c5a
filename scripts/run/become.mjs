import { spawn } from 'node:child_process';

/**
 * Runs a program in this terminal as if it had been started instead of this one: its input and output,
 * its exit code, and the signals, which reach both and are waited for.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string>, channel?: boolean }} options `channel`: an IPC
 *   channel, by which it can tell that this process has ended
 */
export async function become(program, args, { cwd, env, channel = false }) {
  const stdio = /** @type {import('node:child_process').StdioOptions} */ ([
    'inherit',
    'inherit',
    'inherit',
    ...(channel ? ['ipc'] : []),
  ]);
  const child = spawn(program, args, { cwd, env, stdio });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
