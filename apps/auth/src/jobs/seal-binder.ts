/**
 * Binds sealed values of an older version to their rows, after a start, on one replica at a time.
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
 * A replica that had to wait for the lease never makes unbound values refused: it started together with
 * another one, so replicas of the older version may still be running.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@gatehouse/database';
import type { Sealer } from '../storage/sealing.ts';
import { type BindReport, bindSeals } from './bind-seals.ts';
import { Lease } from './lease.ts';

/** Seconds. Renewed at each batch. After a process was killed, the next one waits for so long. */
const LEASE = 30;

export interface SealBinderOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  /** different for every process */
  readonly holder: string;
  readonly onDone: (report: BindReport) => void;
  readonly onError: (error: unknown) => void;
  /** how long to wait while another has the lease (milliseconds); default: the length of a lease */
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

  /** Begins in the background. No request waits for it. */
  start(): void {
    this.#running ??= this.#run().catch(this.#options.onError);
  }

  /** Ends after the batch that is running. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { database, sealer, onDone, retryAfter = LEASE * 1000 } = this.#options;
    const { signal } = this.#stopping;
    let waited = false;
    // Only one process can have the embedded database open, so any lease in it is of a dead process.
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
