import type { Database, Statement } from '@gatehouse/database';
import { theirGrants, WITH_ALL_THAT_THEY_HOLD } from './client-removal.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** How many clients one statement looks at; fewer where it runs in the event loop of a server. */
const BATCH = { server: 500, embedded: 100 } as const;

/** Which of the clients that registered themselves are not needed. At least one of the first two is said. */
export interface PruneCriteria {
  /** those that never got a token */
  readonly neverUsed: boolean;
  /** seconds: those that registered, and got their last token, longer ago than this */
  readonly idle?: number | undefined;
  /** seconds: none that registered in this time, whatever else is said */
  readonly minAge: number;
}

/** A client that is removed, or would be. */
export interface PrunedClient {
  readonly id: string;
  readonly name: string | null;
  readonly created_at: string;
  readonly last_used_on: string | null;
  /** grants of its that had not ended yet, and end with it */
  readonly grants: number;
}

/** What one statement removed, or would. */
export interface PrunedBatch {
  readonly clients: readonly PrunedClient[];
}

interface BatchRow extends PrunedBatch {
  /** the last client that was looked at; null where none was left */
  readonly reached: string | null;
}

/**
 * $1 the client after which to begin, $2 how many to look at, $3 seconds of {@link PruneCriteria.minAge},
 * $4 whether those that were never used, $5 seconds of idleness or null.
 *
 * The days in `last_used_on` are written up to a minute late, and not at all by an older version. So the
 * grants are asked, too. Rows that a request has locked are left: they are in use.
 */
const FIND = (lock: string) => `looked AS MATERIALIZED (
      SELECT id FROM clients WHERE id > $1 ORDER BY id LIMIT $2),
    doomed AS MATERIALIZED (
      SELECT c.id, c.metadata->>'client_name' AS name, c.created_at, c.last_used_on
      FROM looked JOIN clients c ON c.id = looked.id
      WHERE c.kind = 'dynamic' AND c.created_at <= now() - make_interval(secs => $3::float8)
        AND (
          ($4::bool AND c.last_used_on IS NULL AND NOT EXISTS (
            SELECT 1 FROM grants g WHERE g.client_id = c.id
              AND (g.first_used_at IS NOT NULL
                OR g.created_at > now() - make_interval(secs => $3::float8))))
          OR (c.created_at <= now() - make_interval(secs => $5::float8)
            AND (c.last_used_on IS NULL
              OR c.last_used_on < ((now() - make_interval(secs => $5::float8)) AT TIME ZONE 'UTC')::date)
            AND NOT EXISTS (
              SELECT 1 FROM grants g WHERE g.client_id = c.id
                AND greatest(g.created_at, g.last_used_at) > now() - make_interval(secs => $5::float8))))
      ORDER BY c.id ${lock})`;

const REPORT = `SELECT (SELECT max(id) FROM looked) AS reached,
      coalesce((SELECT jsonb_agg(to_jsonb(doomed) || jsonb_build_object('grants', coalesce(held.grants, 0))
        ORDER BY id) FROM doomed LEFT JOIN (
          SELECT client_id, count(*)::int AS grants FROM theirs WHERE lives GROUP BY client_id) AS held
        ON held.client_id = doomed.id), '[]') AS clients`;

const LIST: Statement = {
  name: 'client_prune_list',
  text: `WITH ${FIND('')}, ${theirGrants('')} ${REPORT}`,
};

/**
 * The client's grants and what people decided go with its row. Codes and tokens go in the same statement:
 * the grants are locked before their tokens, in the order in which a token request does it.
 */
const REMOVE = write('client_prune', {
  expressions: `${FIND('FOR UPDATE OF c SKIP LOCKED')}, ${WITH_ALL_THAT_THEY_HOLD}`,
  answer: REPORT,
  effects: { client_ended: { from: 'gone', facts: ['client_id'] } },
});

/**
 * Looks at all clients, a batch in each statement, and removes those that are not needed.
 *
 * @param removing absent: only says which they are; gives what is written beside each batch
 */
export async function* prunedClients(
  database: Database,
  { neverUsed, idle, minAge }: PruneCriteria,
  removing?: () => UnitOfWork | undefined,
): AsyncGenerator<PrunedBatch> {
  for (let after: string | null = ''; after !== null; ) {
    const values: unknown[] = [after, BATCH[database.kind], minAge, neverUsed, idle ?? null];
    const [row]: BatchRow[] = await (removing === undefined
      ? database.query<BatchRow>(LIST, values)
      : runWrite<BatchRow>(database, REMOVE, values, removing()));
    if (row === undefined) return;
    yield { clients: row.clients };
    after = row.reached;
  }
}
