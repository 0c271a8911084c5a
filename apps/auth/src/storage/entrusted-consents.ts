import type { Database, Statement } from '@gatehouse/database';
import type { ConsentDecision } from './consents.ts';

// What the user refused stays refused, and where one of the scopes is among it nothing is written.
// Nor is it where the client was used and no decision is left: then it was taken back. One statement,
// so that a decision which is made meanwhile is not written over.
const ENTRUST: Statement = {
  name: 'consent_entrust',
  text: `INSERT INTO consents (user_id, client_id, resource, scopes, refused, expires_at)
    SELECT $1::text, $2::text, $3::text, $4::text[], '{}', now() + make_interval(secs => $5::float8)
    WHERE EXISTS (SELECT 1 FROM consents WHERE user_id = $1 AND client_id = $2 AND resource = $3)
      OR NOT EXISTS (SELECT 1 FROM grants WHERE user_id = $1 AND client_id = $2 AND resource = $3
        AND first_used_at IS NOT NULL)
    ON CONFLICT (user_id, client_id, resource) DO UPDATE
      SET scopes = (SELECT array_agg(DISTINCT s) FROM unnest(consents.scopes || excluded.scopes) AS s),
        refused = CASE WHEN consents.expires_at > now() THEN consents.refused ELSE '{}' END,
        decided_at = now(), expires_at = excluded.expires_at
      WHERE consents.expires_at <= now() OR NOT consents.refused && excluded.scopes
    RETURNING 1 AS written`,
};

/**
 * Writes the consent that the operator gives for everybody (`clients add --trusted`) beside what the
 * user has decided.
 *
 * @param expiresIn seconds
 * @returns whether it was written: not where the user refused one of the scopes, or took all of it back
 */
export async function entrust(
  database: Pick<Database, 'query'>,
  { userId, clientId, resource, scopes }: Omit<ConsentDecision, 'refused'>,
  expiresIn: number,
): Promise<boolean> {
  const values = [userId, clientId, resource, [...scopes], expiresIn];
  return (await database.query(ENTRUST, values)).length === 1;
}
