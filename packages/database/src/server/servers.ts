/**
 * The servers that a connection string names, of which one is the primary. The first that is reached and
 * takes writes is used until it fails.
 */
export class Servers {
  readonly #urls: readonly [string, ...string[]];
  #current = 0;
  readonly #faults = new Map<string, string>();

  /** @param urls the connection string of each */
  constructor(urls: readonly [string, ...string[]]) {
    this.#urls = urls;
  }

  get count(): number {
    return this.#urls.length;
  }

  /** The connection string to try. */
  get current(): string {
    return this.#urls[this.#current] ?? this.#urls[0];
  }

  /** What each of them said when it was left last. */
  get faults(): ReadonlyMap<string, string> {
    return this.#faults;
  }

  /** Goes on to the next, unless somebody else has done so already. */
  leave(url: string, { message }: Error): void {
    this.#faults.set(url, message);
    if (url === this.current) this.#current = (this.#current + 1) % this.#urls.length;
  }
}
