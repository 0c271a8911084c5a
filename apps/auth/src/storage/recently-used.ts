/** Values by name, so many at most: whatever was used longest ago makes room. */
export class RecentlyUsed<Value> {
  readonly #limit: number;
  /** in the order of their last use, which is a Map's order of insertion */
  readonly #values = new Map<string, Value>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#values.size;
  }

  /** Getting one is using it. */
  get(name: string): Value | undefined {
    const value = this.#values.get(name);
    if (value !== undefined) this.set(name, value);
    return value;
  }

  set(name: string, value: Value): void {
    this.#values.delete(name);
    this.#values.set(name, value);
    if (this.#values.size <= this.#limit) return;
    const [oldest = name] = this.#values.keys();
    this.#values.delete(oldest);
  }

  delete(name: string): void {
    this.#values.delete(name);
  }
}
