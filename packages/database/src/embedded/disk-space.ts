import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { DirectoryError } from '../errors.ts';

/**
 * Bytes that Postgres needs to start. It writes its log in whole files of 16 MiB, and makes one more
 * when it starts after a crash. With less space it may fail, and does not say why.
 */
const ROOM_TO_START = 24 * 1024 * 1024;

/** Bytes for a new database, which takes 39 MB. */
const ROOM_FOR_NEW = 64 * 1024 * 1024;

/** @throws DirectoryError `directory_full` where there is too little space for Postgres to start */
export async function checkRoom(directory: string, isNew: boolean): Promise<void> {
  const needed = isNew ? ROOM_FOR_NEW : ROOM_TO_START;
  const free = await freeSpace(directory);
  if (free !== undefined && free < needed) throw fullError(directory, megabytes(needed));
}

/** Whether an error means that there is no space: SQLSTATE 53100, ENOSPC, EDQUOT, EFBIG. */
export function isOutOfSpace(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && ['53100', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
}

export function fullError(directory: string, needed: string, cause?: unknown): DirectoryError {
  return new DirectoryError(
    'directory_full',
    `The disk of the data directory ${path.resolve(directory)} is full.`,
    `Free at least ${needed} there and start again: everything that was acknowledged is kept.`,
    cause === undefined ? undefined : { cause },
  );
}

/** The space that Postgres needs to go on after its disk was full, in words. */
export const ROOM_IN_WORDS = megabytes(ROOM_TO_START);

/** Bytes that this user may still write; undefined where the system does not say. */
async function freeSpace(directory: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}
