import { ConfigurationError, TemporarilyUnavailableError } from '../errors/errors.ts';
import type { ReplayStore } from './replay-store.ts';

export interface MemoryReplayStoreOptions {
  /** Proofs remembered at once, at about 150 bytes each. Default: 100,000. */
  readonly capacity?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
}

/** What expires within the same so many seconds is forgotten together. */
const bucketSeconds = 30;

/**
 * A {@link ReplayStore} for a server that runs as one process only.
 *
 * A full store turns requests away with 503: to forget a proof early would be to accept it twice.
 * Only holders of good tokens can fill it.
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
    // No `await` in it: that is what makes it one step.
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
