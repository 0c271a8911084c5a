import type { Database, Statement } from '@gatehouse/database';

/** What is known of a client by who has met it here. */
export interface Acquaintance {
  /** whole days since it registered, or since its document was first looked up */
  readonly days: number;
  /** how many users, other than the one that asks, have allowed it something */
  readonly others: number;
  /** whether there may be more of them: no more rows were read */
  readonly orMore: boolean;
}

/** So that the page of a client that everybody uses costs no more than that of another. */
const MOST_ROWS = 50;

const FIND: Statement = {
  name: 'client_acquaintance',
  text: `SELECT floor(extract(epoch FROM now() - c.created_at) / 86400)::int AS days,
      met.others, met.read >= $3::int AS "orMore"
    FROM clients c, LATERAL (
      SELECT count(DISTINCT seen.user_id)::int AS others, count(*) AS read FROM (
        SELECT user_id FROM consents WHERE client_id = $1 AND user_id <> $2 LIMIT $3::int) AS seen) AS met
    WHERE c.id = $1`,
};

/** @returns undefined where there is no such client */
export async function acquaintance(
  db: Database,
  { clientId, userId }: { readonly clientId: string; readonly userId: string },
): Promise<Acquaintance | undefined> {
  const [row] = await db.query<Acquaintance>(FIND, [clientId, userId, MOST_ROWS]);
  return row;
}
