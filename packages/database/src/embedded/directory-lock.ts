/**
 * Lets only one process use an embedded directory: two would lose each other's writes without a sign.
 *
 *   free ──create──▶ held ──release──▶ free
 *                     │ its process dies
 *                     ▼
 *                   stale ──remove──▶ free
 *
 * A lock is stale where the system says that its process has ended. Where the system cannot say so
 * (another container, no /proc), it is stale when its heartbeat has stopped.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DirectoryError } from '../errors.ts';
import {
  createLock,
  type FoundLock,
  type LockContent,
  readLock,
  removeStaleLock,
  touchLock,
} from './lock-file.ts';
import { liveness, ownIdentity } from './process-identity.ts';

export interface LockTiming {
  /** Milliseconds between heartbeats. */
  readonly heartbeatMs: number;
  /** After so many milliseconds without a change, a heartbeat counts as stopped. */
  readonly silenceMs: number;
}

const defaultTiming: LockTiming = { heartbeatMs: 2_000, silenceMs: 12_000 };

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * @param onLost called when another process has taken the lock over, which happens only after this one
 * was suspended for long, or when somebody has deleted the directory. Nothing may be written after it.
 * @throws DirectoryError `directory_locked`
 */
export async function lockDirectory(
  directory: string,
  onLost: () => void,
  timing: LockTiming = defaultTiming,
): Promise<DirectoryLock> {
  const file = path.join(directory, 'postgres.lock');
  const content: LockContent = { ...ownIdentity(), token: randomUUID() };
  while (!(await createLock(file, content))) {
    const found = await readLock(file);
    if (found === undefined) continue;
    await waitUntilStale(directory, file, found, timing.silenceMs);
    await removeStaleLock(file, found, timing.silenceMs);
  }

  let beat = Promise.resolve(true);
  const timer = setInterval(() => {
    beat = isStillOurs(file, content);
    void beat.then((ours) => {
      if (ours) return;
      clearInterval(timer);
      onLost();
    });
  }, timing.heartbeatMs);
  timer.unref();

  return {
    async release() {
      clearInterval(timer);
      // A heartbeat that is being written would bring back the lock that is removed here.
      await beat;
      const found = await readLock(file);
      if (found !== undefined) await removeOwn(file, found, content, timing.silenceMs);
    },
  };
}

async function removeOwn(
  file: string,
  found: FoundLock,
  own: LockContent,
  silenceMs: number,
): Promise<void> {
  if (found.content?.token === own.token) await removeStaleLock(file, found, silenceMs);
}

/** Returns when it is certain that no process has the lock. */
async function waitUntilStale(
  directory: string,
  file: string,
  found: FoundLock,
  silenceMs: number,
): Promise<void> {
  const state = found.content === undefined ? 'unknown' : liveness(found.content);
  if (state === 'alive') throw lockedError(directory, found);
  if (state === 'dead') return;
  // The clocks of two machines may differ, so we look whether the heartbeat changes meanwhile.
  const until = Date.now() + silenceMs;
  while (Date.now() < until) {
    await delay(Math.min(250, silenceMs / 4));
    const now = await readLock(file);
    if (now === undefined) return;
    if (now.beat !== found.beat) throw lockedError(directory, now);
  }
}

async function isStillOurs(file: string, own: LockContent): Promise<boolean> {
  try {
    const found = await readLock(file);
    // Somebody deleted the lock, and no other process has it yet, so it is made again.
    if (found === undefined) return await createLock(file, own);
    if (found.content?.token !== own.token) return false;
    await touchLock(file);
    return true;
  } catch (error) {
    // The directory is gone. Any other fault may be temporary, and others cannot write either.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function lockedError(directory: string, { content }: FoundLock): DirectoryError {
  const holder =
    content === undefined
      ? 'another process'
      : `process ${content.pid}${content.machine === ownIdentity().machine ? '' : ' of another container or machine'}`;
  return new DirectoryError(
    'directory_locked',
    `The data directory ${directory} is in use by ${holder}; two at once would lose each other's writes.`,
    'Stop that process first, or give this one another data directory (GATEHOUSE_DATA_DIR).',
  );
}
