import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@gatehouse/database';
import type { ClientUse } from '../storage/client-use.ts';

/** Milliseconds. A killed process forgets no more than this. */
const INTERVAL = 60_000;

export interface ClientUseWriterOptions {
  readonly database: Database;
  readonly clientUse: ClientUse;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
  /** milliseconds from one time to the next; a minute unless told */
  readonly interval?: number;
  /** from 0 to 1, as `Math.random` */
  readonly random?: () => number;
}

/** Writes once a minute on which day clients were used, and once more when the process ends. */
export class ClientUseWriter {
  readonly #options: ClientUseWriterOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ClientUseWriterOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#write();
  }

  async #run(): Promise<void> {
    const { random = Math.random, interval = INTERVAL } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // Replicas that started together do not write together.
      const wait = interval * (0.8 + 0.4 * random());
      await delay(wait, undefined, { signal, ref: false }).catch(() => {});
      if (!signal.aborted) await this.#write();
    }
  }

  async #write(): Promise<void> {
    const { database, clientUse, now, onError } = this.#options;
    try {
      await clientUse.write(database, now());
    } catch (error) {
      onError(error);
    }
  }
}
