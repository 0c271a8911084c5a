/**
 * A bounded map whose entries end: at a time of their own, when something else needs the room (the
 * least recently used goes first), or when the clock is set back.
 */
export class Recent<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>();
  readonly #maxEntries: number;
  readonly #clock: () => number;
  #latest = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds since the epoch */
  constructor(maxEntries: number, clock: () => number) {
    this.#maxEntries = maxEntries;
    this.#clock = clock;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const now = this.#now();
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // A Map keeps the order in which keys came, so the one at its front was used longest ago.
    this.#entries.delete(key);
    if (entry.until <= now) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /**
   * @param since when what is kept was found out, in milliseconds since the epoch
   * @param until when it ends, likewise; NaN is over already
   */
  set(key: string, value: V, since: number, until: number): void {
    const now = this.#now();
    if (now < since || !(until > now)) return;
    this.#entries.delete(key);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size < this.#maxEntries) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, { value, until });
  }

  /** A clock that was set back would give every entry more time than it was to have. */
  #now(): number {
    const now = this.#clock();
    if (now < this.#latest) this.#entries.clear();
    this.#latest = now;
    return now;
  }
}
