import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '../errors.ts';

/**
 * The folder of `initdb` and `postgres`: on the PATH, or where Debian, Red Hat and Homebrew install them.
 * Where there is none, and this is root on Debian, PostgreSQL is installed.
 *
 * @throws DatabaseError with the remedy
 */
export function findPostgresBinaries(): string {
  const found = installed();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('No PostgreSQL found for the tests: apt-get install postgresql …\n');
    aptInstall('postgresql');
  }
  const afterwards = installed();
  if (afterwards !== undefined) return afterwards;
  throw new DatabaseError(
    'unreachable',
    'The tests need a PostgreSQL server and found none.',
    'Install PostgreSQL (Debian: apt-get install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL to a server where databases may be created.',
  );
}

/** Installs a package of Debian; whoever asked looks afterwards whether it is there. */
export function aptInstall(name: string): void {
  // Several test files may find at once that something is missing: the second waits for the first.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  // A runlevel of its own keeps apt from starting what it installs: tests start servers of their own.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) => spawnSync('apt-get', [...wait, ...args], { env: environment });
  apt('update');
  apt('install', '-y', '--no-install-recommends', name);
}

function installed(): string | undefined {
  const candidates = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    ...versions('/usr/lib/postgresql', 'bin'),
    ...versions('/opt/homebrew/opt', 'bin', 'postgresql'),
    ...versions('/usr/local/opt', 'bin', 'postgresql'),
    '/usr/pgsql/bin',
    '/usr/local/pgsql/bin',
  ];
  const found = candidates.find(
    (folder) =>
      existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
  // Links to some of the programs may be elsewhere; all of them are where the links lead.
  return found && path.dirname(realpathSync(path.join(found, 'initdb')));
}

/** `<parent>/<version>/<child>`, newest first. */
function versions(parent: string, child: string, prefix = ''): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => path.join(parent, name, child));
}
