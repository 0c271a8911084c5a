import type { Database } from '@gatehouse/database';
import { refusesUnbound, refuseUnbound } from '../keys/signing-keys.ts';
import type { Sealer } from '../storage/sealing.ts';
import { type Batch, bindBatch, UNBOUND_SEALS } from './unbound-seals.ts';

/** Rows that are looked at by one statement. */
const BATCH_SIZE = 500;

export interface BindReport {
  /**
   * - `refused`: nothing unbound is accepted any more, now or since an earlier start
   * - `bound`: there was something, so that the next start looks again
   * - `stopped`: the rest is for the next start
   */
  readonly outcome: 'refused' | 'bound' | 'stopped';
  /** values that were sealed again for the rows that they are in */
  readonly resealed: number;
  /** values that do not open with any key, by what they are */
  readonly unopened: readonly string[];
}

export interface BindOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  /** whether unbound values are refused for good where none was found */
  readonly mayRefuse: boolean;
  /** asked before each batch; `false` ends it */
  readonly mayGoOn?: () => Promise<boolean>;
  /** rows that are looked at by one statement */
  readonly batchSize?: number;
}

/**
 * Binds sealed values of an older version to their rows. Where a whole pass finds none, it has them
 * refused from then on: what is unbound after that was put there.
 *
 * It may be broken off anywhere, and run twice at once: a value is replaced only where it is still
 * the one that was read.
 */
export async function bindSeals({
  database,
  sealer,
  mayRefuse,
  mayGoOn = () => Promise.resolve(true),
  batchSize = BATCH_SIZE,
}: BindOptions): Promise<BindReport> {
  if (await refusesUnbound(database, sealer)) {
    return { outcome: 'refused', resealed: 0, unopened: [] };
  }
  let found = 0;
  let resealed = 0;
  const unopened: string[] = [];
  for (const seals of UNBOUND_SEALS) {
    for (let after = ''; ; ) {
      if (!(await mayGoOn())) return { outcome: 'stopped', resealed, unopened };
      const [batch] = await database.query<Batch>(seals.find, [after, batchSize]);
      if (batch === undefined || batch.reached === null) break;
      const rebound = await bindBatch(database, sealer, seals, batch);
      found += batch.unbound.length;
      resealed += rebound.resealed;
      unopened.push(...rebound.unopened.map((id) => `${seals.purpose} of ${id}`));
      after = batch.reached;
    }
  }
  if (found > 0 || !mayRefuse) return { outcome: 'bound', resealed, unopened };
  await refuseUnbound(database, sealer);
  return { outcome: 'refused', resealed: 0, unopened };
}
