/** How many requests a second may be recorded because somebody else says so. */
const PER_SECOND = 100;

/**
 * Keeps requests from elsewhere from filling the collector. A `traceparent` names the trace and says that it
 * is recorded, and anybody can send one: whatever part of the traces the operator wants, each request of
 * an attacker would be recorded. So this many a second are believed, and the rest get a trace of their own.
 */
export class ForeignTraces {
  readonly #now: () => number;
  #left = PER_SECOND;
  #since: number;

  /** @param now milliseconds that only grow */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** Whether another one may be believed now. */
  get mayBeBelieved(): boolean {
    const now = this.#now();
    this.#left = Math.min(PER_SECOND, this.#left + ((now - this.#since) / 1_000) * PER_SECOND);
    this.#since = now;
    return this.#left >= 1;
  }

  /** One was recorded. */
  note(): void {
    this.#left -= 1;
  }
}
