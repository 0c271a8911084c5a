/** Most fetches at a time, in this process. */
const MOST = 48;
/** Most of them from one host. */
const MOST_OF_HOST = 4;
/** Most of them for one network. */
const MOST_OF_CALLER = 8;

/**
 * Who is being waited for. Hosts that do not answer take a place for as long as a fetch may last, and
 * whoever sends many people to many such hosts shall not have all of them.
 */
export class Places {
  readonly #taken = new Map<string, number>();
  #all = 0;

  /** @returns what gives the place back; undefined where there is none */
  take(host: string, caller: string): (() => void) | undefined {
    const [ofHost, ofCaller] = [`host ${host}`, `caller ${caller}`];
    const isFull =
      this.#all >= MOST ||
      this.#count(ofHost) >= MOST_OF_HOST ||
      this.#count(ofCaller) >= MOST_OF_CALLER;
    if (isFull) return undefined;
    this.#add(1, ofHost, ofCaller);
    return () => this.#add(-1, ofHost, ofCaller);
  }

  /** How many are taken. */
  get taken(): number {
    return this.#all;
  }

  #count(name: string): number {
    return this.#taken.get(name) ?? 0;
  }

  #add(change: 1 | -1, ...names: readonly string[]): void {
    this.#all += change;
    for (const name of names) {
      const count = this.#count(name) + change;
      if (count === 0) this.#taken.delete(name);
      else this.#taken.set(name, count);
    }
  }
}
