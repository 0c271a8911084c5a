import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DatabaseError, DirectoryError } from '../errors.ts';
import { lockDirectory } from './directory-lock.ts';
import { checkStamp, stampReady } from './version-stamp.ts';

/** A running embedded Postgres, and what has to be let go of after it has been closed. */
export interface OpenedCluster {
  readonly pglite: PGlite;
  release(): Promise<void>;
}

/**
 * Opens or makes the database in a directory. There it keeps `postgres/` (the database),
 * `postgres.json` (what wrote it) and `postgres.lock` (who has it open); other files are left alone.
 *
 * @throws DirectoryError
 */
export async function openDirectory(
  dataDirectory: string,
  onNotice?: (message: string) => void,
): Promise<OpenedCluster> {
  const directory = path.resolve(dataDirectory);
  const cluster = path.join(directory, 'postgres');
  const stampFile = path.join(directory, 'postgres.json');
  const lock = await explained(directory, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return lockDirectory(directory, () => endProcess(directory));
  });
  try {
    const isNew = await explained(directory, () => checkStamp(stampFile, cluster));
    if (isNew) onNotice?.(`Making a database in ${directory}.`);
    const pglite = await startPostgres(directory, cluster);
    await explained(directory, () => stampReady(stampFile));
    return { pglite, release: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startPostgres(directory: string, cluster: string): Promise<PGlite> {
  try {
    return await PGlite.create(cluster);
  } catch (error) {
    throw new DirectoryError(
      'directory_damaged',
      `The database in ${directory} does not start: ${(error as Error).message}`,
      'Restore the directory from a backup, or move it away to begin with an empty one.',
      { cause: error },
    );
  }
}

/** The system's refusals in words. */
async function explained<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DirectoryError(
      'directory_unwritable',
      `The data directory ${directory} cannot be written: ${(error as Error).message}.`,
      'Make it a directory that the user of this process may write to, or name another.',
      { cause: error },
    );
  }
}

/** Thrown where nothing can catch it: what has lost its directory must not write another byte. */
function endProcess(directory: string): void {
  setImmediate(() => {
    throw new DirectoryError(
      'directory_lost',
      `Another process has taken over the data directory ${directory}, or it was deleted.`,
      'Start again when nothing else uses it.',
    );
  });
}
