import type { Database, Statement } from '@gatehouse/database';

const TAKE: Statement = {
  name: 'lease_take',
  text: `INSERT INTO leases (name, holder, expires_at)
    VALUES ($1, $2, now() + make_interval(secs => $3::float8))
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE leases.expires_at <= now() OR leases.holder = excluded.holder
    RETURNING 1 AS held`,
};

const GIVE_UP: Statement = {
  name: 'lease_give_up',
  text: 'DELETE FROM leases WHERE name = $1 AND holder = $2',
};

/**
 * The right to do work that only one replica should do at a time. One statement takes it, by the clock
 * of the database. The lease of a replica that dies runs out by itself.
 *
 * A holder that was suspended for longer than its lease does not know that it lost it until it asks
 * again. So a lease only saves work: whatever does harm when it is done twice needs a lock as well.
 */
export class Lease {
  readonly #db: Database;
  readonly #name: string;
  readonly #holder: string;
  readonly #seconds: number;
  readonly #now: () => number;
  #heldUntil = Number.NEGATIVE_INFINITY;

  /**
   * @param holder different for every process
   * @param seconds how long it is held without being renewed
   * @param now a monotonic clock (milliseconds)
   */
  constructor(
    db: Database,
    name: string,
    holder: string,
    seconds: number,
    now: () => number = () => performance.now(),
  ) {
    this.#db = db;
    this.#name = name;
    this.#holder = holder;
    this.#seconds = seconds;
    this.#now = now;
  }

  /** Takes the lease, or renews it. @returns whether it is held now */
  async take(): Promise<boolean> {
    const values = [this.#name, this.#holder, this.#seconds];
    const asked = this.#now();
    const isHeld = (await this.#db.query(TAKE, values)).length === 1;
    this.#heldUntil = isHeld ? asked + this.#seconds * 1_000 : Number.NEGATIVE_INFINITY;
    return isHeld;
  }

  /** Whether it was held when it was last asked for, and has not run out since. For who wants to know. */
  get isHeld(): boolean {
    return this.#now() < this.#heldUntil;
  }

  /** Lets another replica take it at once. Does nothing where another holds it. */
  async giveUp(): Promise<void> {
    this.#heldUntil = Number.NEGATIVE_INFINITY;
    await this.#db.query(GIVE_UP, [this.#name, this.#holder]);
  }
}
