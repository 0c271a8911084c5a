/** Brings a Python with the packages of a requirements file, where there can be one. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../run/command.mjs';

/** What a Python has to say about itself to be new enough: FastMCP wants 3.10. */
const PROBE = 'import sys, venv, ensurepip; print(sys.version_info >= (3, 10), sys.version)';

/** Why there is no Python. It is for the reader of a log: nothing has failed. */
export class NoPython extends Error {
  name = 'NoPython';
}

/**
 * The Python of a virtual environment with exactly these packages; made at the first call, and
 * again when the requirements change.
 *
 * @param {{ root: string, requirements: string, env: Record<string, string>, say: (line: string) => void, signal?: AbortSignal }} options
 *   `requirements` is a file
 * @returns {Promise<string>}
 * @throws {NoPython} where no Python 3.10 is, or its packages cannot be had
 */
export async function providePython({ root, requirements, env, say, signal }) {
  const base = await findPython({ root, env, signal });
  const digest = createHash('sha256')
    .update(base.version)
    .update(readFileSync(requirements))
    .digest('hex');
  const folder = join(root, 'node_modules', '.cache', 'python', digest.slice(0, 16));
  const python = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return python;

  say(`Installing ${requirements} for ${base.file}`);
  rmSync(folder, { recursive: true, force: true });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const steps = /** @type {const} */ ([
    [base.file, ['-m', 'venv', folder]],
    [python, [...install, '--retries=1', '--timeout=20', '-r', requirements]],
  ]);
  for (const [file, args] of steps) {
    const { exitCode, output } = await run(file, [...args], { cwd: root, env, signal });
    if (exitCode === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    const last = output.trim().split('\n').at(-1) ?? '';
    throw new NoPython(`the packages of Python cannot be installed (${last})`);
  }
  writeFileSync(complete, '');
  return python;
}

/**
 * @param {{ root: string, env: Record<string, string>, signal?: AbortSignal }} options
 * @returns {Promise<{ file: string, version: string }>}
 */
async function findPython({ root, env, signal }) {
  const places = (env.PATH ?? '').split(delimiter);
  const files = ['python3', 'python'].flatMap((name) => places.map((place) => join(place, name)));
  for (const file of env.PYTHON ? [env.PYTHON] : files) {
    if (!existsSync(file)) continue;
    const { output } = await run(file, ['-c', PROBE], { cwd: root, env, signal });
    if (output.startsWith('True ')) return { file, version: output };
  }
  throw new NoPython('there is no Python 3.10 or newer with venv and pip on this machine');
}
