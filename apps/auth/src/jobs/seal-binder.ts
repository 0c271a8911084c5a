/**
 * Binds what an older version sealed to its rows, after a start, on one replica at a time.
 *
 * ```
 *   take the lease ── another holds it ── wait, try again
 *         │ held
 *         ▼
 *    one pass ── something found ──▶ until the next start
 *         │
 *         └── nothing found, at a start ──▶ unbound values are refused from now on
 * ```
 *
 * Who had to wait does not refuse anything: it started together with another, while replicas of the
 * older version may still write.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@gatehouse/database';
import type { Sealer } from '../storage/sealing.ts';
import { type BindReport, bindSeals } from './bind-seals.ts';
import { Lease } from './lease.ts';

/** Renewed at every batch. One that a killed process left keeps the next from its work for so long (seconds). */
const LEASE = 30;

export interface SealBinderOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  /** different for every process */
  readonly holder: string;
  readonly onDone: (report: BindReport) => void;
  readonly onError: (error: unknown) => void;
  /** how long to wait where another has the lease (milliseconds); as long as that lasts unless told */
  readonly retryAfter?: number;
}

export class SealBinder {
  readonly #options: SealBinderOptions;
  readonly #lease: Lease;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: SealBinderOptions) {
    this.#options = options;
    this.#lease = new Lease(options.database, 'bind_seals', options.holder, LEASE);
  }

  /** Begins beside the requests, which do not need it. */
  start(): void {
    this.#running ??= this.#run().catch(this.#options.onError);
  }

  /** Waits for the batch in hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { database, sealer, onDone, retryAfter = LEASE * 1000 } = this.#options;
    const { signal } = this.#stopping;
    let waited = false;
    // Nobody else can have the embedded database open: a lease there is that of a dead process.
    const take = async () => database.kind === 'embedded' || this.#lease.take();
    while (!signal.aborted && !(await take())) {
      waited = true;
      await delay(retryAfter, undefined, { signal, ref: false }).catch(() => {});
    }
    if (signal.aborted) return;
    const mayGoOn = async () => !signal.aborted && (await take());
    try {
      onDone(await bindSeals({ database, sealer, mayRefuse: !waited, mayGoOn }));
    } finally {
      await this.#lease.giveUp();
    }
  }
}
