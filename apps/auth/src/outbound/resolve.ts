import { Resolver } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { OutboundError } from './outbound-error.ts';

/**
 * The addresses of a host, of both families.
 *
 * @throws OutboundError `host_unknown`, `name_server_failed`
 */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/** One try at one name server (milliseconds), and how many of them there are. */
const TRY = { timeout: 1000, tries: 2 };

/** How long the second family may take once the first has answered (milliseconds). */
const SECOND_FAMILY = 300;

/** There is no such name, or it has no address of the family. */
const NONE = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks name servers, and neither a file of hosts nor the system's own resolver: `dns.lookup` runs in four
 * threads of the whole process, which four names at a silent server keep from everybody for many seconds.
 *
 * @param servers absent: those of the system
 */
export function resolveBy(servers?: readonly string[]): Resolve {
  return async (host, signal) => {
    const resolver = new Resolver(TRY);
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel);
    const addresses: string[] = [];
    const faults: unknown[] = [];
    const ask = (asked: Promise<string[]>) =>
      asked.then(
        (found) => addresses.push(...found),
        (error: unknown) => faults.push(error),
      );
    try {
      const both = [ask(resolver.resolve4(host)), ask(resolver.resolve6(host))];
      await Promise.race(both);
      // A server that knows one family and is silent about the other must not cost the whole time.
      await (addresses.length > 0 ? withinReason(both) : Promise.all(both));
    } finally {
      signal.removeEventListener('abort', cancel);
      resolver.cancel();
    }
    if (addresses.length > 0) return [...addresses];
    const isUnknown = faults.every((fault) =>
      NONE.has((fault as NodeJS.ErrnoException).code ?? ''),
    );
    throw new OutboundError(isUnknown ? 'host_unknown' : 'name_server_failed', faults[0]);
  };
}

async function withinReason(both: readonly Promise<unknown>[]): Promise<void> {
  const done = new AbortController();
  const late = delay(SECOND_FAMILY, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([Promise.all(both), late]);
  done.abort();
}
