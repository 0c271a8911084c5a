import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { ownIdentity } from './process-identity.ts';

const timing = { heartbeatMs: 40, silenceMs: 400 };
const noProcess = 4_194_999;

let directory: string;
let file: string;
let held: DirectoryLock[];
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'gatehouse-lock-'));
  file = path.join(directory, 'postgres.lock');
  held = [];
});
afterEach(async () => {
  await Promise.all(held.map((lock) => lock.release()));
  rmSync(directory, { recursive: true, force: true });
});

async function take(onLost = () => {}): Promise<DirectoryLock> {
  const taken = await lockDirectory(directory, onLost, timing);
  held.push(taken);
  return taken;
}

function leaveLock(content: object): void {
  writeFileSync(file, JSON.stringify({ ...ownIdentity(), token: 'left behind', ...content }));
}

describe('the lock of a directory', () => {
  it('is held by one, and free after release', async () => {
    const first = await take();
    await expect(take()).rejects.toMatchObject({ code: 'directory_locked' });
    await first.release();
    expect(existsSync(file)).toBe(false);
    await take();
  });

  it('of a dead process is taken over at once', async () => {
    leaveLock({ pid: noProcess });
    const before = Date.now();
    await take();
    expect(Date.now() - before).toBeLessThan(timing.silenceMs);
  });

  it.runIf(process.platform === 'linux')(
    'of a dead process whose pid passed to another is taken over',
    async () => {
      leaveLock({ started: '1' });
      await take();
    },
  );

  it('is taken over by one of twenty who find it stale together', async () => {
    leaveLock({ pid: noProcess });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => take()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('of another container is refused while its heartbeat moves', async () => {
    leaveLock({ machine: 'elsewhere', pid: 1 });
    const beating = setInterval(() => utimesSync(file, new Date(), new Date()), 40);
    try {
      await expect(take()).rejects.toThrow('process 1 of another container or machine');
    } finally {
      clearInterval(beating);
    }
  });

  it('of another container is taken over when its heartbeat has stopped', async () => {
    leaveLock({ machine: 'elsewhere', pid: 1 });
    const before = Date.now();
    await take();
    expect(Date.now() - before).toBeGreaterThanOrEqual(timing.silenceMs);
  });

  it('that was never written to the end is taken over', async () => {
    writeFileSync(file, '{"pid":');
    await take();
  });

  it('that was deleted by hand comes back', async () => {
    await take();
    rmSync(file);
    await delay(timing.heartbeatMs * 4);
    expect(existsSync(file)).toBe(true);
  });

  it('that another took over is reported as lost, and left to the other', async () => {
    let lost = 0;
    const first = await take(() => {
      lost += 1;
    });
    leaveLock({ token: 'of another' });
    await delay(timing.heartbeatMs * 4);
    expect(lost).toBe(1);
    await first.release();
    expect(existsSync(file)).toBe(true);
  });
});
