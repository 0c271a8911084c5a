import { setTimeout as delay } from 'node:timers/promises';

/** How often a replica is asked (milliseconds). */
const EVERY = 100;

/** What the health endpoints of the replicas said while something was watched. */
export interface Health {
  /** replicas that said at least once that they are not ready */
  readonly unready: number;
  /** answers of `/healthz` that were not 200; a process that is not there gives none */
  readonly notLive: number;
}

/** Nobody waits for ever for a fault to be felt (milliseconds). */
const PATIENCE = 60_000;

/**
 * Asks every replica for its health while some work is done.
 *
 * @param work gets what resolves when every replica has said that it is not ready, or never does
 */
export async function watchHealth(
  operationsUrls: readonly string[],
  work: (felt: () => Promise<void>) => Promise<void>,
): Promise<Health> {
  const stop = new AbortController();
  const unready = new Set<string>();
  const watching = operationsUrls.map((url) => watchOne(url, stop.signal, () => unready.add(url)));
  const felt = async () => {
    const deadline = performance.now() + PATIENCE;
    while (unready.size < operationsUrls.length && performance.now() < deadline) await delay(EVERY);
  };
  await work(felt).finally(() => stop.abort());
  const notLive = await Promise.all(watching);
  return { unready: unready.size, notLive: notLive.reduce((sum, count) => sum + count, 0) };
}

/** @returns how often `/healthz` said something else than 200 */
async function watchOne(url: string, stop: AbortSignal, onUnready: () => void): Promise<number> {
  let notLive = 0;
  while (!stop.aborted) {
    const [ready, live] = await Promise.all([
      statusOf(`${url}/readyz`),
      statusOf(`${url}/healthz`),
    ]);
    if (ready === 503) onUnready();
    if (live !== undefined && live !== 200) notLive += 1;
    await delay(EVERY);
  }
  return notLive;
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}

/**
 * How long it takes until every replica says that it is ready and a request is served
 * (milliseconds).
 *
 * @param served sends a request that needs the database, and says whether it was answered
 */
export async function recoveryTime(
  operationsUrls: readonly string[],
  served: () => Promise<boolean>,
): Promise<number> {
  const began = performance.now();
  for (;;) {
    const statuses = await Promise.all(operationsUrls.map((url) => statusOf(`${url}/readyz`)));
    if (statuses.every((status) => status === 200) && (await served())) {
      return Math.round(performance.now() - began);
    }
    if (performance.now() - began > 60_000) return Number.POSITIVE_INFINITY;
    await delay(EVERY);
  }
}
