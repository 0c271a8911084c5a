import type { Database } from '@gatehouse/database';
import { EXPIRED_ROWS, type Place, type SweptRows } from './expired-rows.ts';

/** The result of a sweep. */
export interface SweepReport {
  /** `slow`: the database is busy, so the rest waits for the next sweep */
  readonly outcome: 'done' | 'slow' | 'stopped';
  /** rows removed, by table */
  readonly removed: Readonly<Record<string, number>>;
  /** milliseconds */
  readonly duration: number;
}

/** How many rows one statement looks at. */
export interface BatchSizes {
  readonly first: number;
  /** what it grows to, by doubling, while statements are quick and there is more to do */
  readonly most: number;
}

export interface SweepOptions {
  /** what is removed beside rows that have expired; it comes first, because it is little */
  readonly also?: readonly SweptRows[] | undefined;
  readonly batches: BatchSizes;
  /** at least this long between two statements (milliseconds) */
  readonly pause: number;
  /** a statement that takes longer ends the sweep (milliseconds) */
  readonly slow: number;
  /** asked before each statement; `false` ends the sweep */
  readonly mayGoOn: () => Promise<boolean>;
  /** a monotonic clock (milliseconds) */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * A statement that took less may look at more rows the next time (milliseconds). Sizes double, so that
 * there are few different statements.
 */
const QUICK = 50;

/**
 * Removes expired rows, in small statements with pauses between them, so that requests are not slowed
 * down. Nothing depends on a sweep: whoever reads a row checks whether it has expired.
 *
 * @throws the driver's error; what was removed before stays removed
 */
export async function sweep(db: Database, options: SweepOptions): Promise<SweepReport> {
  const began = options.now();
  const removed: Record<string, number> = {};
  let outcome: SweepReport['outcome'] = 'done';
  for (const rows of [...(options.also ?? []), ...EXPIRED_ROWS]) {
    const count = (batch: number) => {
      removed[rows.table] = (removed[rows.table] ?? 0) + batch;
    };
    outcome = await sweepTable(db, rows, count, options);
    if (outcome !== 'done') break;
  }
  return { outcome, removed, duration: options.now() - began };
}

async function sweepTable(
  db: Database,
  { from, remove }: SweptRows,
  count: (removed: number) => void,
  { batches, pause, slow, mayGoOn, now, wait }: SweepOptions,
): Promise<SweepReport['outcome']> {
  let place: Place = from;
  let size = batches.first;
  for (;;) {
    if (!(await mayGoOn())) return 'stopped';
    const began = now();
    const batch = await remove(db, size, place);
    const took = now() - began;
    if (batch === undefined || batch.reached === null) return 'done';
    count(batch.removed);
    if (batch.seen < size) return 'done';
    // A whole batch of rows that ended at the same moment and are still needed.
    if (batch.removed === 0 && Number(batch.reached) === Number(place)) return 'done';
    if (took > slow) return 'slow';
    place = batch.reached;
    if (took < QUICK) size = Math.min(2 * size, batches.most);
    else if (took > 2 * QUICK) size = Math.max(Math.floor(size / 2), batches.first);
    // At most half of the time is spent in statements.
    await wait(Math.max(pause, took));
  }
}
