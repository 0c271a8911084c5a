import type { Statement } from '@gatehouse/database';
import { UNHELD_DOCUMENTS } from './unheld-documents.ts';

/** A place in the order of a table's rows, from which the next batch begins. */
export type Place = Date | number | bigint;

/** The rows of one table that are not needed any more, and how they are removed. */
export interface ExpiredRows {
  readonly table: string;
  readonly from: Place;
  /**
   * Removes the next rows from `$1` on. Answers with {@link BatchRow}.
   *
   * @param size how many rows it looks at, at most
   */
  readonly remove: (size: number) => Statement;
}

export interface BatchRow {
  /** rows that were looked at; fewer than a batch means that none are left */
  readonly seen: number;
  readonly removed: number;
  /** where the next batch begins; null where nothing was seen */
  readonly reached: Place | null;
}

/**
 * How long an ended grant is kept (seconds). Its place in the status list has to say “revoked” until its
 * last access token has expired, which takes a day at most. The rest of the time is for operators who
 * want to know what happened.
 */
export const GRANT_RETENTION = 30 * 86_400;

const EPOCH = new Date(0);

interface Candidates {
  readonly name: string;
  readonly table: string;
  /** the column that says when a row ended; it has an index */
  readonly ended: string;
  /** rows that ended before this time are removed, as SQL */
  readonly before: string;
  readonly from: Place;
  /** a further condition on a row `t`, as SQL */
  readonly unneeded?: string;
}

const REVOKED_FAMILY_IS_GONE = `NOT EXISTS (SELECT 1 FROM artifacts a WHERE a.grant_id = t.id)`;
const RETAINED_UNTIL = `now() - make_interval(secs => ${GRANT_RETENTION})`;

/** Small tables come first, so that a sweep which stops at a busy table has done the others. */
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
    // A refresh reads the consent of its grant; for a grant without resource any consent will do.
    unneeded: `NOT EXISTS (SELECT 1 FROM grants g
      WHERE g.user_id = t.user_id AND g.client_id = t.client_id
        AND (g.resource = t.resource OR g.resource = '')
        AND g.revoked_at IS NULL AND g.expires_at > now())`,
  },
  // Used codes and refresh tokens are kept until they expire, because they show a replay. How long that is
  // for a refresh token is written when it is used (token/commit-statements.ts).
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

export const EXPIRED_ROWS: readonly ExpiredRows[] = [
  ...CANDIDATES.map(
    (candidates): ExpiredRows => ({
      table: candidates.table,
      from: candidates.from,
      remove: (size) => ({
        name: `sweep_${candidates.name}_${size}`,
        text: removal(candidates, size),
      }),
    }),
  ),
  // After what may have held them.
  UNHELD_DOCUMENTS,
];

/**
 * The statement that removes one batch.
 *
 * The size is part of the text: for a parameter the planner would assume a tenth of the table, and read
 * all of it. Each batch begins where the one before ended, because the index still has entries for rows
 * that were just removed, and reading those again would take longer with each batch. Rows that a
 * request has locked are left for the next sweep.
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
