import { setTimeout as delay } from 'node:timers/promises';

/** How often a replica is asked (milliseconds). */
const EVERY = 500;

/** One answer of `/readyz`. */
interface Sample {
  /** when it was asked (milliseconds, `performance.now()`) */
  readonly at: number;
  /** how long it took (milliseconds) */
  readonly took: number;
  readonly isReady: boolean;
}

/** What the replicas said of themselves, asked again and again. */
export class Readiness {
  readonly #samples: Sample[] = [];
  readonly #stop = new AbortController();
  readonly #watching: Promise<unknown>;

  /** @param operationsUrls of the replicas */
  constructor(operationsUrls: readonly string[]) {
    this.#watching = Promise.all(operationsUrls.map((url) => this.#watch(url)));
  }

  /** Answers to questions of a stretch of time, by what they said. */
  between(from: number, to: number): { ready: number; unready: number; slowestMs: number } {
    const its = this.#samples.filter(({ at }) => at >= from && at < to);
    const ready = its.filter(({ isReady }) => isReady).length;
    const slowestMs = Math.round(Math.max(0, ...its.map(({ took }) => took)));
    return { ready, unready: its.length - ready, slowestMs };
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  async #watch(url: string): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const at = performance.now();
      const isReady = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(30_000) }).then(
        async (answer) => {
          await answer.body?.cancel();
          return answer.ok;
        },
        () => false,
      );
      this.#samples.push({ at, took: performance.now() - at, isReady });
      await delay(EVERY);
    }
  }
}
