import { createHmac, randomBytes } from 'node:crypto';
import { addressBucket } from './address-bucket.ts';

/** Milliseconds in which so many count. */
const WINDOW = 60_000;

export interface ToldLatelyOptions {
  /** milliseconds */
  readonly now: () => number;
  /** so many in a minute */
  readonly perMinute?: number;
  /** most that are remembered; when there are more, whoever was seen least lately counts anew */
  readonly capacity?: number;
}

/**
 * How often an address has been told of for a reason in the minute that runs. Safe to lose, so it is
 * of this process. Addresses are kept as hashes with a key that nobody else has: they are personal data.
 */
export class ToldLately {
  readonly #seen = new Map<string, { began: number; times: number }>();
  readonly #key = randomBytes(32);
  readonly #now: () => number;
  readonly #perMinute: number;
  readonly #capacity: number;

  constructor({ now, perMinute = 10, capacity = 10_000 }: ToldLatelyOptions) {
    this.#now = now;
    this.#perMinute = perMinute;
    this.#capacity = capacity;
  }

  /**
   * Counts one more. The addresses of one IPv6 network (/64) are one.
   *
   * @returns whether it is among the first of its minute
   */
  isFew(reason: string, address: string | undefined): boolean {
    const name = createHmac('sha256', this.#key)
      .update(`${reason}\0${addressBucket(address)}`)
      .digest('base64url');
    const now = this.#now();
    const known = this.#seen.get(name);
    const isRunning = known !== undefined && now - known.began < WINDOW;
    const counted = isRunning
      ? { began: known.began, times: known.times + 1 }
      : { began: now, times: 1 };
    // Set anew, so that the first of the map is whoever was seen least lately.
    this.#seen.delete(name);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size >= this.#capacity && oldest !== undefined) this.#seen.delete(oldest);
    this.#seen.set(name, counted);
    return counted.times <= this.#perMinute;
  }

  /** How many pairs of a reason and an address are remembered. */
  get size(): number {
    return this.#seen.size;
  }
}
