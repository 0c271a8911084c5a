/** Installs the workspace's packages, when the lock file says that something changed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOrThrow } from '../run/command.mjs';

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
  await runOrThrow(
    'Installing packages',
    pnpm,
    ['install', '--frozen-lockfile', '--reporter=append-only'],
    // CI: pnpm would otherwise ask before it replaces a node_modules of another layout.
    { cwd: root, env: { ...env, CI: 'true' }, signal },
  );
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
