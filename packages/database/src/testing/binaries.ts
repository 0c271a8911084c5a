import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '../errors.ts';
import { aptInstall } from './apt-install.ts';

/**
 * The folder of `initdb` and `postgres`: on the PATH, or where Debian, Red Hat and Homebrew install them.
 * Where there is none, and this is root on Debian, PostgreSQL is installed.
 *
 * @throws DatabaseError with the remedy
 */
export function findPostgresBinaries(): string {
  const found = installed();
  if (found !== undefined) return found;
  aptInstall('postgresql');
  const afterwards = installed();
  if (afterwards !== undefined) return afterwards;
  throw new DatabaseError(
    'unreachable',
    'The tests need a PostgreSQL server and found none.',
    'Install PostgreSQL (Debian: apt-get install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL to a server where databases may be created.',
  );
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
