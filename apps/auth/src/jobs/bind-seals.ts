import type { Database } from '@gatehouse/database';
import { refusesUnbound, refuseUnbound } from '../keys/signing-keys.ts';
import type { Sealer } from '../storage/sealing.ts';
import { type Batch, bindBatch, UNBOUND_SEALS } from './unbound-seals.ts';

/** How many rows one statement looks at. */
const BATCH_SIZE = 500;

export interface BindReport {
  /**
   * - `refused`: unbound values are refused from now on, or have been since an earlier start
   * - `bound`: unbound values were found, so the next start looks again
   * - `stopped`: the job was stopped; the next start does the rest
   */
  readonly outcome: 'refused' | 'bound' | 'stopped';
  /** values that were sealed again for the rows that they are in */
  readonly resealed: number;
  /** values that no key opens, each by its kind and row */
  readonly unopened: readonly string[];
}

export interface BindOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  /** whether unbound values may be refused for good if none is found */
  readonly mayRefuse: boolean;
  /** asked before each batch; `false` ends it */
  readonly mayGoOn?: () => Promise<boolean>;
  /** how many rows one statement looks at */
  readonly batchSize?: number;
}

/**
 * Binds sealed values of an older version to their rows. Where it has looked at all and found none, such
 * values are refused from then on: only somebody with access to the database could add one later.
 *
 * It may stop at any point, and two of it may run at the same time: a value is replaced only where it is
 * still the one that was read.
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
