/** Installs the real MCP clients that `pnpm test:clients` drives, each into a folder of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run/command.mjs';
import { NoPython, providePython } from './python.mjs';

/**
 * @typedef {object} Pinned what `tests/clients/versions.json` says of a client
 * @property {string} package
 * @property {string} version
 * @property {string} [bin] its program; without one it is a library that is here already
 * @property {boolean} [installScripts] it is not whole without them
 * @property {boolean} [python] it comes from Python's package index
 *
 * @typedef {{ root: string, env: Record<string, string>, say: (line: string) => void, signal?: AbortSignal }} Options
 *
 * @typedef {{ isRefused: boolean, output: string }} NotInstalled
 */

/** @param {string} root */
export function pinnedClients(root) {
  const file = join(root, 'tests', 'clients', 'versions.json');
  return /** @type {Record<string, Pinned>} */ (JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Installs a program with npm, in its pinned version; does nothing where that is there already.
 *
 * @param {string} id
 * @param {Pinned} pinned
 * @param {Options} options
 * @returns {Promise<NotInstalled | undefined>} undefined where it is installed
 */
export async function installClient(id, pinned, { root, env, say, signal }) {
  if (pinned.bin === undefined) return undefined;
  const folder = join(root, '.tools', 'clients', id);
  const complete = join(folder, `complete-${pinned.version}`);
  if (existsSync(complete)) return undefined;

  const spec = `${pinned.package}@${pinned.version}`;
  say(`Installing ${spec}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { exitCode, output } = await run(
    'npm',
    [
      'install',
      '--save-exact',
      '--no-audit',
      '--no-fund',
      ...(pinned.installScripts === true ? [] : ['--ignore-scripts']),
      spec,
    ],
    { cwd: folder, env, signal },
  );
  if (exitCode === 0) {
    writeFileSync(complete, '');
    return undefined;
  }
  rmSync(folder, { recursive: true, force: true });
  return { isRefused: isRefusal(output), output: output.trim() };
}

/**
 * A Python with both clients of its package index.
 *
 * @param {Options} options
 * @returns {Promise<{ python: string } | NotInstalled>}
 */
export async function installPythonClients(options) {
  const requirements = join(options.root, 'tests', 'clients', 'python', 'requirements.txt');
  try {
    return { python: await providePython({ ...options, requirements }) };
  } catch (error) {
    if (!(error instanceof NoPython)) throw error;
    return { isRefused: isRefusal(error.message), output: error.message };
  }
}

/**
 * Whether a registry answered and said no, as opposed to not being reached, or to an installation
 * that broke: npm's codes for it, and pip's words.
 *
 * @param {string} output
 */
export function isRefusal(output) {
  return (
    /^npm (?:error|ERR!) code (?:E4(?!08|29)\d\d|ETARGET)$/m.test(output) ||
    /\b(?:HTTP error (?:40[134]|451)|(?:40[134]|451) Client Error)\b/.test(output)
  );
}
