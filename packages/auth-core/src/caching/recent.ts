/**
 * A map with a limited number of entries. An entry is removed when its time is over, when the map is
 * full and no other entry was unused for longer, or when the clock was set back.
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
    // A Map keeps the order of insertion, so its first entry is the least recently used one.
    this.#entries.delete(key);
    if (entry.until <= now) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /**
   * @param since when the value was determined, in milliseconds since the epoch
   * @param until when the entry ends, in milliseconds since the epoch; with NaN nothing is stored
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

  /** After the clock was set back, entries would live too long, so all of them are removed. */
  #now(): number {
    const now = this.#clock();
    if (now < this.#latest) this.#entries.clear();
    this.#latest = now;
    return now;
  }
}
