import type { Database, Statement } from '@gatehouse/database';
import type { TokenUnit } from './unit.ts';

/** A use that this request could not see when it began, though it is dated longer ago (seconds), came late. */
const LATE = 1;

const DATE: Statement = {
  name: 'token_request_date_late_commit',
  text: `UPDATE artifacts SET consumed_at = clock_timestamp()
    WHERE kind = 'RefreshToken' AND id_hash = $1 AND successor_hash = $2
      AND consumed_at <= clock_timestamp() - make_interval(secs => ${LATE})`,
};

/**
 * Dates the use of a refresh token from now on, where its commit was held up for somebody else: it was
 * unused when this request first read it. A commit that waits for a standby lasts as long as the standby
 * likes, and may outlive the process that made it; the window for whoever tries again begins when there is
 * something to see.
 */
export async function dateLateCommit(unit: TokenUnit, database: Database): Promise<void> {
  const { wasUnused, replacement, presentedHash, successorHash } = unit;
  if (!wasUnused || replacement === undefined || replacement.usedAgo < LATE) return;
  await database.query(DATE, [presentedHash, successorHash]);
}
