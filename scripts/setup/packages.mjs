/** Installs the workspace's packages, when the lock file says that something changed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runOrThrow } from '../run/command.mjs';
import { askRegistry, NoRegistry } from './registry.mjs';
import { npmCommand } from './toolchain.mjs';

/**
 * @param {{ root: string, pnpm: string, env: Record<string, string>, say: (line: string) => void, signal?: AbortSignal }} options
 */
export async function installPackages({ root, pnpm, env, say, signal }) {
  const stamp = join(root, 'node_modules', '.gatehouse-installed');
  const wanted = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  say('Installing packages');
  // Removed first: an installation that is interrupted must not pass for a finished one.
  rmSync(stamp, { force: true });
  const install = ['install', '--frozen-lockfile', '--reporter=append-only'];
  // CI: pnpm would otherwise ask before it replaces a node_modules of another layout.
  const options = { cwd: root, env: { ...env, CI: 'true' }, signal };
  try {
    // From the project's folder npm might ask who is logged in, and does not run on pnpm's lock file.
    await askRegistry(npmCommand(), { cwd: tmpdir(), env, signal });
    await runOrThrow('Installing packages', pnpm, install, options);
  } catch (error) {
    if (!(error instanceof NoRegistry)) throw error;
    // Another checkout on this machine may have brought everything.
    const { exitCode } = await run(pnpm, [...install, '--offline'], options);
    if (exitCode !== 0) throw error;
  }
  writeFileSync(stamp, wanted);
}

/**
 * A hash of everything that decides what an installation yields.
 *
 * @param {string} root
 */
export function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    hash.update(readFileSync(join(root, file)));
  }
  return `${hash.digest('hex')}\n`;
}
