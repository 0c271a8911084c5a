import type { LateCommits } from './late-commits.ts';

/** How often to look (milliseconds). */
const INTERVAL = 5_000;

/** So many looks in a row without an answer mean that the server is gone. */
const PATIENCE = 3;

/**
 * Looks after the server for as long as commits wait. One that stands still, or was left behind by a
 * failover without closing its connections, would otherwise hold the pool for as long as TCP takes.
 */
export class Watch {
  readonly #late: LateCommits;
  readonly #reach: () => Promise<string | undefined>;
  #timer: NodeJS.Timeout | undefined;
  #missed = 0;

  /**
   * @param reach makes a new connection. @returns the connection string of the server that answered;
   *   `undefined` where none did
   */
  constructor(late: LateCommits, reach: () => Promise<string | undefined>) {
    this.#late = late;
    this.#reach = reach;
    late.onWaiting = () => this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#late.onWaiting = () => {};
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), INTERVAL);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const reached = await this.#reach();
    if (reached !== undefined) {
      this.#missed = 0;
      this.#late.cut(reached);
    } else if ((this.#missed += 1) >= PATIENCE) {
      this.#missed = 0;
      this.#late.cut();
    }
    if (this.#late.count > 0) this.#next();
    else this.#missed = 0;
  }
}
