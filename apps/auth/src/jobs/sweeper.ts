/**
 * Removes expired rows from time to time, on one replica at a time.
 *
 * ```
 *         ┌──────────── interval, give or take a fifth ───────────┐
 *         ▼                                                       │
 *   take the lease ── another holds it ───────────────────────────┤
 *         │ held, or renewed                                      │
 *         ▼                                                       │
 *       sweep ── batch, pause, renew, batch … ── done, slow, lost ┘
 *
 *   stop: ends after the running batch, and gives the lease up
 * ```
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@gatehouse/database';
import type { SweptRows } from './expired-rows.ts';
import { Lease } from './lease.ts';
import { type BatchSizes, type SweepReport, sweep } from './sweep.ts';

/**
 * Ten million clients that refresh every quarter of an hour leave 11,000 rows a second, and so many have to
 * go. Small where the database is embedded: it runs in the event loop, so requests wait for a batch.
 */
const BATCHES = {
  server: { first: 500, most: 4000 },
  embedded: { first: 100, most: 100 },
} as const;
const PAUSE = 20;
const SLOW = 1000;

/** During a sweep the lease is renewed when this fraction of it has passed. */
const RENEW_AFTER = 0.25;

export interface SweeperOptions {
  readonly database: Database;
  /** seconds from one sweep to the next */
  readonly interval: number;
  /** different for every process */
  readonly holder: string;
  readonly onSwept: (report: SweepReport) => void;
  readonly onError: (error: unknown) => void;
  /** what is removed beside rows that have expired */
  readonly also?: readonly SweptRows[];
  /** default: by kind of database */
  readonly batches?: BatchSizes;
  /** from 0 to 1, as `Math.random` */
  readonly random?: () => number;
  /** a monotonic clock (milliseconds) */
  readonly now?: () => number;
}

export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #lease: Lease;
  readonly #leaseSeconds: number;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: SweeperOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#now = options.now ?? (() => performance.now());
    // The holder renews it before it runs out, so the same replica keeps it as long as it runs.
    this.#leaseSeconds = 2 * options.interval + 60;
    const { database, holder } = options;
    this.#lease = new Lease(database, 'sweep', holder, this.#leaseSeconds, this.#now);
  }

  /** Begins at a random moment of the first interval, so that replicas which start together differ. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the running statement, and gives the lease up for another replica. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#lease.giveUp().catch(this.#options.onError);
  }

  /** Whether it is this process that sweeps, as far as it knows. */
  get isLeader(): boolean {
    return this.#lease.isHeld;
  }

  /** One sweep. @returns undefined where another replica has the lease */
  async sweepOnce(): Promise<SweepReport | undefined> {
    const { database } = this.#options;
    if (!(await this.#lease.take())) return undefined;
    let renewed = this.#now();
    const mayGoOn = async () => {
      if (this.#stopping.signal.aborted) return false;
      const now = this.#now();
      if (now - renewed < this.#leaseSeconds * 1000 * RENEW_AFTER) return true;
      renewed = now;
      return this.#lease.take();
    };
    return sweep(database, {
      also: this.#options.also,
      batches: this.#options.batches ?? BATCHES[database.kind],
      pause: PAUSE,
      slow: SLOW,
      mayGoOn,
      now: this.#now,
      wait: (milliseconds) => this.#wait(milliseconds),
    });
  }

  async #run(): Promise<void> {
    const { interval, onSwept, onError } = this.#options;
    await this.#wait(interval * 1000 * this.#random());
    while (!this.#stopping.signal.aborted) {
      try {
        const report = await this.sweepOnce();
        if (report !== undefined) onSwept(report);
      } catch (error) {
        onError(error);
      }
      await this.#wait(interval * 1000 * (0.8 + 0.4 * this.#random()));
    }
  }

  /** Ends early when the sweeper is stopped. */
  async #wait(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    await delay(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  }
}
