/** Starts the long-running processes of the stack, shows what they print, and stops them. */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { signalGroup } from './command.mjs';

const END_WITH_PARENT = pathToFileURL(
  fileURLToPath(new URL('end-with-parent.mjs', import.meta.url)),
).href;

/** The apps give requests in flight ten seconds, and then close their database. */
const GRACE_MS = 15_000;

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {Promise<{ exitCode: number | null, signal: string | null }>} exited
 * @property {Promise<any>} firstMessage what it sends over its IPC channel; rejects when it ends first
 * @property {() => Promise<void>} stop asks it to end, insists after fifteen seconds, and waits for it
 */

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C in the terminal reaches
 * `npm start` alone, which then ends every service once and in order.
 *
 * @param {{ name: string, node: string, args: string[], cwd: string, env: Record<string, string>, print: (line: string) => void }} options
 * @returns {Service}
 */
export function startService({ name, node, args, cwd, env, print }) {
  const child = spawn(node, ['--import', END_WITH_PARENT, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  printLines(child.stdout, print);
  printLines(child.stderr, print);

  /** @type {Service['exited']} */
  const exited = new Promise((resolve) => {
    child.on('error', (error) => {
      print(error.message);
      resolve({ exitCode: 1, signal: null });
    });
    // 'close' comes after the last of its output, 'exit' may come before.
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  const firstMessage = new Promise((resolve, reject) => {
    child.once('message', resolve);
    void exited.then(() => reject(new Error(`${name} ended before it was ready.`)));
  });
  // Most services send none, and then nobody waits for it.
  firstMessage.catch(() => {});
  return {
    name,
    exited,
    firstMessage,
    async stop() {
      if (child.pid === undefined) return;
      if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, 'SIGTERM');
      const { pid } = child;
      const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(insist);
    },
  };
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} print
 */
function printLines(stream, print) {
  let pending = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) print(line);
  });
  stream.on('end', () => {
    if (pending !== '') print(pending);
  });
}
