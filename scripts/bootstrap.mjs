/**
 * Sets the project up: Node and pnpm, packages, generated code, builds. Each step does nothing
 * when its result is there already, so this runs before every `npm start` and `npm test`.
 *
 * Plain JavaScript without dependencies, because it runs before there are any, on the machine's
 * own Node (18 or newer). `node scripts/bootstrap.mjs` sets up and ends.
 */
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { putBack } from './pack/places.mjs';
import { CommandError, runOrThrow } from './run/command.mjs';
import { installPackages } from './setup/packages.mjs';
import { provideToolchain } from './setup/toolchain.mjs';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {{ say: (line: string) => void, signal?: AbortSignal }} options `say` gets a line for each
 *   step that has something to do
 * @returns {Promise<{ node: string, pnpm: string, env: Record<string, string> }>} the Node to run everything
 *   else with, and an environment whose PATH finds it and pnpm first
 */
export async function setUp({ say, signal }) {
  const { node, pnpm, env } = await setUpPackages({ say, signal });
  await build({ node, env, say, signal });
  return { node, pnpm, env };
}

/**
 * Node, pnpm and packages, without building anything.
 *
 * @param {Parameters<typeof setUp>[0]} options
 * @returns {Promise<{ node: string, pnpm: string, env: Record<string, string> }>}
 */
export async function setUpPackages({ say, signal }) {
  // The manifest that an interrupted `npm pack` leaves behind runs no script that would undo it.
  putBack();
  const { node, pnpm, env } = await provideToolchain({ root, say, signal });
  await installPackages({ root, pnpm, env, say, signal });
  return { node, pnpm, env };
}

/**
 * Generates the Prisma client and builds the apps; turbo replays both from its cache while
 * nothing they read has changed.
 *
 * @param {{ node: string, env: Record<string, string>, say: (line: string) => void, signal?: AbortSignal }} options
 */
async function build({ node, env, say, signal }) {
  const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  let announced = false;
  await runOrThrow('Building', node, [turbo, 'run', 'build', '--output-logs=new-only'], {
    cwd: root,
    env: { ...env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
    signal,
    onLine: (line) => {
      if (announced || !/cache (miss|bypass)/.test(line)) return;
      announced = true;
      say('Generating and building');
    },
  });
}

/**
 * Tells a person what went wrong: one sentence, and what the failing command printed last.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
  if (!(error instanceof Error)) throw error;
  if (error instanceof CommandError) {
    const tail = error.output.trimEnd().split('\n').slice(-40);
    process.stderr.write(`${tail.map((line) => `  ${line}`).join('\n')}\n`);
  }
  process.stderr.write(`${error.message}\n`);
}

/** Whether `module` is the file that Node was started with. */
export function isMain(module) {
  return process.argv[1] !== undefined && fileURLToPath(module) === realpathSync(process.argv[1]);
}

if (isMain(import.meta.url)) {
  try {
    await setUp({ say: (line) => console.log(line) });
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
