import { readFileSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DirectoryError } from '../errors.ts';

/** Which version wrote a directory. PGlite opens only what the same minor version wrote. */
interface Stamp {
  readonly pglite: string;
  /** `initialising` until Postgres has opened the new database for the first time. */
  readonly state: 'initialising' | 'ready';
}

/**
 * Makes sure that `cluster` may be opened: it does not exist, or was written by a PGlite of our minor
 * version. The rest of an interrupted first start is removed, as no write to it was ever acknowledged.
 *
 * @returns whether the database still has to be made
 * @throws DirectoryError `directory_version`
 */
export async function checkStamp(stampFile: string, cluster: string): Promise<boolean> {
  const stamp = await readStamp(stampFile);
  if (stamp?.state === 'initialising') await rm(cluster, { recursive: true, force: true });
  else if (stamp !== undefined && minor(stamp.pglite) !== minor(embeddedVersion())) {
    throw new DirectoryError(
      'directory_version',
      `The data directory ${path.dirname(cluster)} was written by PGlite ${stamp.pglite}, and this is PGlite ${embeddedVersion()}, which cannot read it.`,
      'Export it with the version of Gatehouse that wrote it (gatehouse database export), and import that into an empty directory; or move the directory away to begin with an empty one.',
    );
  } else if (stamp !== undefined && (await exists(cluster))) return false;
  else if (await exists(cluster)) {
    throw new DirectoryError(
      'directory_version',
      `The data directory ${path.dirname(cluster)} holds a database but not the file postgres.json that says what wrote it.`,
      'Restore that file, or move the directory away to begin with an empty one.',
    );
  }
  await writeStamp(stampFile, { pglite: embeddedVersion(), state: 'initialising' });
  return true;
}

/** Notes that the database has been opened. */
export async function stampReady(stampFile: string): Promise<void> {
  const stamp = await readStamp(stampFile);
  if (stamp?.state === 'ready' && stamp.pglite === embeddedVersion()) return;
  await writeStamp(stampFile, { pglite: embeddedVersion(), state: 'ready' });
}

async function readStamp(file: string): Promise<Stamp | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Stamp;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a second file and renames it, so that nobody reads half of it. */
async function writeStamp(file: string, stamp: Stamp): Promise<void> {
  // The mode is only used for a new file, so one of an interrupted start is removed first.
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, `${JSON.stringify(stamp)}\n`, { flag: 'wx', mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The version of PGlite. Not exported by the package, but always in the folder above its entry. */
export function embeddedVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = path.join(path.dirname(entry), '../package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
