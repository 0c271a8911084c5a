import type { Statement } from '@gatehouse/database';

/** Where a table's batches begin: before everything that ever ended. */
export type Place = Date | number | bigint;

/** Rows of one table that nobody can need any more, and the order in which they are removed. */
export interface ExpiredRows {
  readonly table: string;
  readonly from: Place;
  /** Removes the next rows from `$1` on. Answers with {@link BatchRow}. */
  readonly remove: Statement;
}

export interface BatchRow {
  /** rows that were looked at; fewer than a batch means that none are left */
  readonly seen: number;
  readonly removed: number;
  /** where the next batch begins; null where nothing was seen */
  readonly reached: Place | null;
}

/**
 * How long an ended grant is kept (seconds). Its place in the status list has to read “revoked”
 * until its last access token has expired, which is a day at most; the rest is for whoever asks what
 * happened.
 */
export const GRANT_RETENTION = 30 * 86_400;

const EPOCH = new Date(0);

interface Candidates {
  readonly name: string;
  readonly table: string;
  /** the column that says when a row ended; it has an index */
  readonly ended: string;
  /** up to when a row may have ended, as SQL */
  readonly before: string;
  readonly from: Place;
  /** what else has to hold of a row `t` */
  readonly unneeded?: string;
}

const REVOKED_FAMILY_IS_GONE = `NOT EXISTS (SELECT 1 FROM artifacts a WHERE a.grant_id = t.id)`;
const RETAINED_UNTIL = `now() - make_interval(secs => ${GRANT_RETENTION})`;

/** Few and small ones first, so that a sweep that stops at a busy table has done the others. */
const CANDIDATES: readonly Candidates[] = [
  {
    name: 'rate_limits',
    table: 'rate_limits',
    ended: 'expire',
    before: '(extract(epoch FROM now()) * 1000)::bigint',
    from: 0,
  },
  { name: 'sessions', table: 'sessions', ended: 'expires_at', before: 'now()', from: EPOCH },
  {
    name: 'consents',
    table: 'consents',
    ended: 'expires_at',
    before: 'now()',
    from: EPOCH,
    // A refresh of a live grant asks for it; a grant of no resource is content with any.
    unneeded: `NOT EXISTS (SELECT 1 FROM grants g
      WHERE g.user_id = t.user_id AND g.client_id = t.client_id
        AND (g.resource = t.resource OR g.resource = '')
        AND g.revoked_at IS NULL AND g.expires_at > now())`,
  },
  // Used codes and refresh tokens are among them: until they expire, they show a replay.
  { name: 'artifacts', table: 'artifacts', ended: 'expires_at', before: 'now()', from: EPOCH },
  {
    name: 'expired_grants',
    table: 'grants',
    ended: 'expires_at',
    before: RETAINED_UNTIL,
    from: EPOCH,
    unneeded: REVOKED_FAMILY_IS_GONE,
  },
  {
    name: 'revoked_grants',
    table: 'grants',
    ended: 'revoked_at',
    before: RETAINED_UNTIL,
    from: EPOCH,
    unneeded: REVOKED_FAMILY_IS_GONE,
  },
];

/** @param batchSize most rows that one statement looks at */
export function expiredRows(batchSize: number): ExpiredRows[] {
  return CANDIDATES.map((candidates) => ({
    table: candidates.table,
    from: candidates.from,
    remove: { name: `sweep_${candidates.name}_${batchSize}`, text: removal(candidates, batchSize) },
  }));
}

/**
 * The size stands in the text, because the planner guesses a parameter to be a tenth of the table and
 * reads all of it. Each batch begins where the one before ended: the index still holds what was just
 * removed, and walking over that again and again would take longer each time. Rows that a request
 * has locked are passed over; the next sweep finds them.
 */
function removal({ table, ended, before, unneeded = 'true' }: Candidates, size: number): string {
  return `WITH candidates AS MATERIALIZED (
      SELECT t.ctid AS place, t.${ended} AS ended FROM ${table} t
      WHERE t.${ended} <= ${before} AND t.${ended} >= $1
      ORDER BY t.${ended} LIMIT ${size} FOR UPDATE SKIP LOCKED),
    removed AS (
      DELETE FROM ${table} t
      WHERE t.ctid = ANY (ARRAY(SELECT place FROM candidates)) AND ${unneeded}
      RETURNING 1)
    SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed,
      max(ended) AS reached
    FROM candidates`;
}
