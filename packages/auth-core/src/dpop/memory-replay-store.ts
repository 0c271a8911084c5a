import { ConfigurationError, TemporarilyUnavailableError } from '../errors/errors.ts';
import type { ReplayStore } from './replay-store.ts';

export interface MemoryReplayStoreOptions {
  /** How many proofs are remembered, about 150 bytes each. Default: 100,000. */
  readonly capacity?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
}

/** Seconds. Proofs that expire in the same interval are removed together. */
const bucketSeconds = 30;

/**
 * A {@link ReplayStore} for a server that runs as one process only.
 *
 * While the store is full, requests get 503: if it forgot a proof too early, that proof could be used
 * again. Only clients with valid tokens can fill the store.
 *
 * @throws {@link ConfigurationError}
 */
export function memoryReplayStore(options: MemoryReplayStoreOptions = {}): ReplayStore {
  const { capacity = 100_000, clock = Date.now } = options;
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new ConfigurationError(`capacity: ${String(capacity)} is not a whole number above 0`);
  }
  const buckets = new Map<number, Set<string>>();
  let size = 0;

  function forgetExpired(): void {
    const oldest = Math.floor(clock() / 1000 / bucketSeconds);
    for (const [bucket, keys] of buckets) {
      if (bucket >= oldest) continue;
      buckets.delete(bucket);
      size -= keys.size;
    }
  }

  return {
    // It contains no `await`, so it runs as one step.
    async remember(key, expiresAt) {
      forgetExpired();
      for (const keys of buckets.values()) {
        if (keys.has(key)) return false;
      }
      if (size >= capacity) {
        throw new TemporarilyUnavailableError(
          `${capacity} proofs are remembered, the most allowed`,
          {
            code: 'replay_store_unavailable',
          },
        );
      }
      const bucket = Math.floor(expiresAt / bucketSeconds);
      const keys = buckets.get(bucket) ?? new Set();
      buckets.set(bucket, keys.add(key));
      size += 1;
      return true;
    },
  };
}
