/** Most keys that are remembered. When there are more, the oldest is let go: it is counted again. */
const CAPACITY = 10_000;

/**
 * Whom this process need not ask the database about: keys that it saw reach a limit, until when.
 * Safe to lose; the counter is in the database.
 */
export class BlockedKeys {
  readonly #until = new Map<string, number>();
  readonly #now: () => number;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether nobody is blocked. Some that are free again may count until somebody asks about them. */
  get isEmpty(): boolean {
    return this.#until.size === 0;
  }

  block(key: string, milliseconds: number): void {
    this.#until.delete(key);
    const [oldest] = this.#until.keys();
    if (this.#until.size >= CAPACITY && oldest !== undefined) this.#until.delete(oldest);
    this.#until.set(key, this.#now() + milliseconds);
  }

  /** Milliseconds until the key is free; 0 where it is. */
  remaining(key: string): number {
    const until = this.#until.get(key);
    if (until === undefined) return 0;
    const left = until - this.#now();
    if (left <= 0) this.#until.delete(key);
    return Math.max(left, 0);
  }
}
