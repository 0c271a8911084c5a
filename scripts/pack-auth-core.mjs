/**
 * `npm run -s pack:auth-core`: packs the library for a project in another folder, and prints the
 * tarball's path and nothing else, so that a line of shell can install it:
 *
 *   npm install "$(npm --prefix ../gatehouse run -s pack:auth-core)"
 */
import { join } from 'node:path';
import { reportFailure, root, setUpPackages } from './bootstrap.mjs';
import { runOrThrow } from './run/command.mjs';

const folder = join(root, 'packages', 'auth-core');

try {
  const say = (/** @type {string} */ line) => process.stderr.write(`› ${line}\n`);
  const { pnpm, env } = await setUpPackages({ say });
  const { output } = await runOrThrow('Packing', pnpm, ['pack', '--json'], { cwd: folder, env });
  // What the build has to say comes first.
  const { filename } = JSON.parse(output.slice(output.indexOf('{\n')));
  process.stdout.write(`${join(folder, filename)}\n`);
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
