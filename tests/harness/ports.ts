import { randomInt } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below what Linux, macOS and Windows give to outgoing connections, so that none of those is in the way when a server is started again. */
const RANGE = [20_000, 32_000] as const;

/** Several processes run tests at once, and a port is listened on only seconds after it was given. */
const TAKEN = join(tmpdir(), 'gatehouse-test-ports');

/** For so long a port is nobody else's (milliseconds); whoever has it listens by then. */
const KEPT = 10 * 60_000;

const given = new Set<number>();

/** A TCP port that is free on both loopback addresses and was not given before, by this process or another. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(...RANGE);
    if (given.has(port) || !(await take(port))) continue;
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) {
      given.add(port);
      return port;
    }
  }
  throw new Error(`No free port was found between ${RANGE[0]} and ${RANGE[1]}.`);
}

/** @returns `false` where another process has just been given it */
async function take(port: number): Promise<boolean> {
  const file = join(TAKEN, String(port));
  await mkdir(TAKEN, { recursive: true });
  const since = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (since > 0 && Date.now() - since > KEPT) await rm(file, { force: true });
  return writeFile(file, '', { flag: 'wx' }).then(
    () => true,
    () => false,
  );
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no such address, so nothing can hold its ports.
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
    });
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });
}
