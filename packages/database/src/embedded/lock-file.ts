import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessIdentity } from './process-identity.ts';

export interface LockContent extends ProcessIdentity {
  /** Different for every lock, also for those of one process. */
  readonly token: string;
}

export interface FoundLock {
  /** Absent while it is being written, or where writing it was interrupted. */
  readonly content?: LockContent;
  /** Modification time, milliseconds: the last heartbeat. */
  readonly beat: number;
}

/** @returns false where there is a lock already */
export async function createLock(file: string, content: LockContent): Promise<boolean> {
  return createExclusively(file, JSON.stringify(content));
}

export async function readLock(file: string): Promise<FoundLock | undefined> {
  try {
    const { mtimeMs: beat } = await stat(file);
    const content = parse(await readFile(file, 'utf8'));
    return content === undefined ? { beat } : { content, beat };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export async function touchLock(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now);
}

/**
 * Removes a stale lock, if it is still the same one. That happens under a second, short lock: of two
 * processes that found the same stale lock, the slower one could otherwise remove the new lock of the
 * faster one.
 */
export async function removeStaleLock(
  file: string,
  stale: FoundLock,
  silenceMs: number,
): Promise<void> {
  const guard = `${file}.takeover`;
  while (!(await createExclusively(guard, ''))) {
    const abandoned = await readLock(guard);
    if (abandoned !== undefined && Date.now() - abandoned.beat > silenceMs) {
      await rm(guard, { force: true });
    }
    await delay(50);
  }
  try {
    const current = await readLock(file);
    const same = current?.content?.token === stale.content?.token && current?.beat === stale.beat;
    if (same) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function createExclusively(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function parse(text: string): LockContent | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockContent> | null;
    return typeof value?.pid === 'number' && typeof value.token === 'string'
      ? (value as LockContent)
      : undefined;
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
