import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what Linux, macOS and Windows give to outgoing connections, so that none of those is in the way when a server is started again. */
const RANGE = [20_000, 32_000] as const;

const given = new Set<number>();

/** A TCP port that is free on both loopback addresses and was not given before by this process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(...RANGE);
    if (given.has(port)) continue;
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) {
      given.add(port);
      return port;
    }
  }
  throw new Error(`No free port was found between ${RANGE[0]} and ${RANGE[1]}.`);
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
