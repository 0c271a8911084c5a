import type { DatabaseUnavailable } from '@gatehouse/database';

/** Out of disk, in the words of PostgreSQL and of file systems. */
const OUT_OF_ROOM = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** How long one such fault counts (milliseconds): another replica may be tried meanwhile. */
const FELT = 3_000;

/**
 * Whether the database has room to write. A read does not show that, and a probe that writes
 * would use up what is left; what requests have met a moment ago shows it.
 */
export class RoomLeft {
  readonly #now: () => number;
  #missedAt = Number.NEGATIVE_INFINITY;

  /** @param now a monotonic clock (milliseconds) */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** For `onUnavailable` of the database. */
  note({ fault }: Pick<DatabaseUnavailable, 'fault'>): void {
    if (OUT_OF_ROOM.has(fault)) this.#missedAt = this.#now();
  }

  get isThere(): boolean {
    return this.#now() - this.#missedAt >= FELT;
  }
}
