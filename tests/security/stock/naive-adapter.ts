import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';

/** Fails one of the writes to come. */
export class WriteFaults {
  #countdown = 0;

  /** @param n 1 is the next write */
  arm(n: number): void {
    this.#countdown = n;
  }

  /** @returns whether the write that was to fail has come */
  disarm(): boolean {
    const came = this.#countdown <= 0;
    this.#countdown = 0;
    return came;
  }

  write(): void {
    if (this.#countdown === 0) return;
    this.#countdown -= 1;
    if (this.#countdown === 0) throw new Error('the database failed');
  }
}

/** As far away as a database in the same building. */
const LATENCY_MS = 5;

/**
 * An adapter as the contract asks for it: `consume` marks a record, and nothing says that it must be
 * the first to. With a database between two calls, others come in between.
 */
export function naiveAdapter(faults: WriteFaults): AdapterConstructor {
  const records = new Map<string, AdapterPayload>();
  const away = () =>
    new Promise((resolve) => {
      setTimeout(resolve, LATENCY_MS);
    });

  return class implements Adapter {
    readonly #kind: string;

    constructor(kind: string) {
      this.#kind = kind;
    }

    async upsert(id: string, payload: AdapterPayload): Promise<void> {
      await away();
      faults.write();
      records.set(this.#key(id), { ...payload });
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      await away();
      const found = records.get(this.#key(id));
      return found === undefined ? undefined : { ...found };
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      await away();
      return this.#first(([key, { uid: its }]) => key.startsWith(this.#key('')) && its === uid);
    }

    async findByUserCode(): Promise<undefined> {}

    async consume(id: string): Promise<void> {
      await away();
      faults.write();
      const found = records.get(this.#key(id));
      if (found !== undefined) found.consumed = Math.floor(Date.now() / 1000);
    }

    async destroy(id: string): Promise<void> {
      await away();
      records.delete(this.#key(id));
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      await away();
      for (const [key, payload] of records) {
        if (key.startsWith(this.#key('')) && payload.grantId === grantId) records.delete(key);
      }
    }

    #key(id: string): string {
      return `${this.#kind}:${id}`;
    }

    #first(wanted: (entry: [string, AdapterPayload]) => boolean): AdapterPayload | undefined {
      return [...records].find(wanted)?.[1];
    }
  };
}
