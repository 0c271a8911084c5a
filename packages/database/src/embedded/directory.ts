import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { OpenOptions } from '../database.ts';
import { DatabaseError, DirectoryError } from '../errors.ts';
import { lockDirectory } from './directory-lock.ts';
import { checkRoom, fullError, isOutOfSpace, ROOM_IN_WORDS } from './disk-space.ts';
import { keepHouse, LOG_SETTINGS } from './housekeeping.ts';
import { collectGarbage, loadWithoutOptimizing, startParams } from './little-memory.ts';
import { PanicGuard } from './panic-guard.ts';
import {
  type Exposure,
  narrowCluster,
  narrowDataDirectory,
  replaceableIn,
} from './private-directory.ts';
import { checkStamp, stampReady } from './version-stamp.ts';

/** A running embedded Postgres. */
export interface OpenedCluster {
  readonly pglite: PGlite;
  /** Waits for what is running, closes it and unlocks its directory. */
  close(): Promise<void>;
}

/**
 * Opens or makes the database in a directory. Its files there are `postgres/` (the database),
 * `postgres.json` (which version wrote it) and `postgres.lock` (which process has it open). It does not
 * touch other files.
 *
 * @throws DirectoryError
 */
export async function openDirectory(
  dataDirectory: string,
  {
    onNotice,
    onFatal = throwUncaught,
    littleMemory = false,
  }: Pick<OpenOptions, 'onNotice' | 'onFatal' | 'littleMemory'> = {},
): Promise<OpenedCluster> {
  const directory = path.resolve(dataDirectory);
  const cluster = path.join(directory, 'postgres');
  const stampFile = path.join(directory, 'postgres.json');
  const lock = await explained(directory, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    refuseExposed(directory, narrowDataDirectory(directory));
    return lockDirectory(directory, () => onFatal(lostError(directory)));
  });
  const anybodys = replaceableIn(directory);
  if (anybodys !== undefined) {
    onNotice?.(
      `Every user of this machine may put another data directory in the place of ${directory}, because ${anybodys} can be written by all (chmod o-w, or chmod +t).`,
    );
  }
  try {
    const isNew = await explained(directory, () => checkStamp(stampFile, cluster));
    if (isNew) onNotice?.(`Making a database in ${directory}.`);
    await checkRoom(directory, isNew);
    const pglite = await startPostgres(directory, cluster, littleMemory);
    try {
      if (isNew) collectGarbage();
      // PGlite makes its files readable to everybody, so they are made private now.
      refuseExposed(directory, narrowCluster(cluster));
      await explained(directory, () => stampReady(stampFile));
    } catch (error) {
      await pglite.close();
      throw error;
    }
    const guard = new PanicGuard(pglite, (panic) => panicError(directory, panic), onFatal);
    const stopHousekeeping = keepHouse(pglite, (error) => {
      if (!guard.isBroken) onNotice?.(`Tidying the database up failed: ${error.message}`);
    });
    return {
      pglite,
      async close() {
        await stopHousekeeping();
        // After a PANIC it cannot be closed, and need not be: it recovers from its log.
        if (!guard.isBroken) await pglite.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startPostgres(
  directory: string,
  cluster: string,
  littleMemory: boolean,
): Promise<PGlite> {
  const create = () =>
    PGlite.create(cluster, {
      // The default, stated because durability depends on it: a query resolves after its bytes were
      // written to the system.
      relaxedDurability: false,
      startParams: [...PGlite.defaultStartParams, ...LOG_SETTINGS, ...startParams(littleMemory)],
    });
  try {
    return await (littleMemory ? loadWithoutOptimizing(create) : create());
  } catch (error) {
    throw new DirectoryError(
      'directory_damaged',
      `The database in ${directory} does not start: ${(error as Error).message}`,
      'Restore the directory from a backup, or move it away to begin with an empty one.',
      { cause: error },
    );
  }
}

/** @throws DirectoryError `directory_exposed` */
function refuseExposed(directory: string, exposure: Exposure | undefined): void {
  if (exposure === undefined) return;
  throw new DirectoryError(
    'directory_exposed',
    `The data directory ${directory} ${exposure.problem}.`,
    exposure.remedy,
  );
}

/** Turns refusals of the system into errors with words for the operator. */
async function explained<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    if (isOutOfSpace(error)) throw fullError(directory, ROOM_IN_WORDS, error);
    throw new DirectoryError(
      'directory_unwritable',
      `The data directory ${directory} cannot be written: ${(error as Error).message}.`,
      'Make it a directory that the user of this process may write to, or name another.',
      { cause: error },
    );
  }
}

function panicError(directory: string, panic: Error): DirectoryError {
  if (isOutOfSpace(panic)) return fullError(directory, ROOM_IN_WORDS, panic);
  return new DirectoryError(
    'directory_panic',
    `The database in ${directory} gave up: ${panic.message}.`,
    'Start again: everything that was acknowledged is recovered. If it happens again, look after the disk.',
    { cause: panic },
  );
}

function lostError(directory: string): DirectoryError {
  return new DirectoryError(
    'directory_lost',
    `Another process has taken over the data directory ${directory}, or it was deleted.`,
    'Start again when nothing else uses it.',
  );
}

/** Throws where nothing catches it: a process must not go on without its directory or its Postgres. */
function throwUncaught(error: DatabaseError): void {
  setImmediate(() => {
    throw error;
  });
}
