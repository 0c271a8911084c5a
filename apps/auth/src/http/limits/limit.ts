import { BlockedKeys } from './blocked-keys.ts';
import type { Counters } from './counters.ts';

export interface LimitOptions {
  readonly counters: Pick<Counters, 'count'>;
  /** so many in a window */
  readonly points: number;
  /** milliseconds */
  readonly now: () => number;
  /** told of each request that is refused */
  readonly onRefused: () => void;
}

/**
 * How often something may happen for a key.
 *
 * A key that reached its limit is noted in this process, so that what is refused costs no query.
 * Another replica learns it when it counts for that key the next time: each lets one more through.
 */
export class Limit {
  readonly #options: LimitOptions;
  readonly #blocked: BlockedKeys;

  constructor(options: LimitOptions) {
    this.#options = options;
    this.#blocked = new BlockedKeys(options.now);
  }

  /** Counts a request, before it is served. @returns seconds to wait; 0 where it may be served */
  async take(key: string): Promise<number> {
    const waiting = this.refuses(key);
    if (waiting > 0) return waiting;
    // Its own count decides: who came later may have been answered before, and noted the key.
    return (await this.#count(key, this.#options.points)) ? this.refuses(key) : 0;
  }

  /** Counts a failure, after it was answered: the request after the last one is refused. */
  async failed(key: string): Promise<void> {
    await this.#count(key, this.#options.points - 1);
  }

  /** Whether this process knows of nobody who has to wait: then no key has to be made to ask about. */
  get isQuiet(): boolean {
    return this.#blocked.isEmpty;
  }

  /** Seconds to wait, as far as this process knows; asks nobody. 0 where nothing is known. */
  refuses(key: string): number {
    const seconds = Math.ceil(this.#blocked.remaining(key) / 1000);
    if (seconds > 0) this.#options.onRefused();
    return seconds;
  }

  /** @returns whether this one is more than is allowed */
  async #count(key: string, allowed: number): Promise<boolean> {
    const { points, endsIn } = await this.#options.counters.count(key);
    const isTooMany = points > allowed;
    if (isTooMany) this.#blocked.block(key, endsIn);
    return isTooMany;
  }
}
