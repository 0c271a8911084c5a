import type { Database } from '@gatehouse/database';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Rate } from '../../config/config.ts';

/** How often something happened in the window that runs, and when that ends. */
export interface Count {
  readonly points: number;
  /** milliseconds */
  readonly endsIn: number;
}

/**
 * A counter for each key, shared by all replicas: one statement on the table `rate_limits`. While the
 * database fails, this process counts by itself, so that a limit is never what a request fails for.
 */
export class Counters {
  readonly #shared: RateLimiterPostgres;
  readonly #own: RateLimiterMemory;
  readonly #onError: (error: unknown) => void;

  /** @param name of the limit; keys of one do not meet those of another */
  constructor(db: Database, name: string, rate: Rate, onError: (error: unknown) => void) {
    this.#shared = new RateLimiterPostgres({
      storeClient: storeClient(db),
      storeType: 'client',
      tableName: 'rate_limits',
      // By a migration; the sweep removes what has expired.
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      ...rate,
    });
    this.#own = new RateLimiterMemory({ keyPrefix: name, ...rate });
    this.#onError = onError;
  }

  async count(key: string): Promise<Count> {
    const { consumedPoints, msBeforeNext } = await this.#shared
      .penalty(key)
      .catch((error: unknown) => {
        this.#onError(error);
        // Folded into 4,096 counters, so that an outage does not fill the memory.
        return this.#own.penalty(key.slice(0, 2));
      });
    return { points: consumedPoints, endsIn: msBeforeNext };
  }
}

/** What the library takes for a connection of `pg`: it calls `query` alone. */
function storeClient(db: Database) {
  return {
    async query({ name, text, values }: { name: string; text: string; values: unknown[] }) {
      const rows = await db.query({ name, text }, values);
      return { rows, rowCount: rows.length };
    },
  };
}
