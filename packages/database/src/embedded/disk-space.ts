import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { DirectoryError } from '../errors.ts';

/**
 * Postgres writes its log in files of 16 MiB made in one piece, and one more of them on starting
 * after a crash. With less than this (bytes) it may not start, and says only that it failed.
 */
const ROOM_TO_START = 24 * 1024 * 1024;

/** A new database takes 39 MB. */
const ROOM_FOR_NEW = 64 * 1024 * 1024;

/** @throws DirectoryError `directory_full` where Postgres could not start for want of space */
export async function checkRoom(directory: string, isNew: boolean): Promise<void> {
  const needed = isNew ? ROOM_FOR_NEW : ROOM_TO_START;
  const free = await freeSpace(directory);
  if (free !== undefined && free < needed) throw fullError(directory, megabytes(needed));
}

/** Whether the system says no for want of space: SQLSTATE 53100, ENOSPC, EDQUOT, EFBIG. */
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

/** What Postgres needs to go on after its disk was full, in words. */
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
