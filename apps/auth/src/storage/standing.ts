import type { Database, Statement } from '@gatehouse/database';
import { CONSENTED } from './consents.ts';
import { IDENTITIES, type IdentityRow, type UserRow } from './users.ts';

/** What a live grant rests on today. */
export interface Standing {
  readonly clientId: string;
  /** identifier, or empty for OpenID scopes alone */
  readonly resource: string;
  /** what the user lets the client do today */
  readonly consented: readonly string[];
  readonly user: UserRow;
  readonly identities: readonly IdentityRow[];
}

const STANDING: Statement = {
  name: 'grant_standing',
  text: `SELECT g.client_id AS "clientId", g.resource, consent.scopes AS consented, to_jsonb(u) AS "user",
      coalesce(${IDENTITIES}, '[]') AS identities
    FROM grants g
    JOIN clients k ON k.id = g.client_id AND k.disabled_at IS NULL
    JOIN users u ON u.id = g.user_id AND u.disabled_at IS NULL
    CROSS JOIN LATERAL (SELECT ${CONSENTED} AS scopes) AS consent
    WHERE g.id = $1 AND g.revoked_at IS NULL AND g.expires_at > now()
      AND consent.scopes IS NOT NULL
      AND (g.resource = '' OR EXISTS (
        SELECT 1 FROM protected_resources r WHERE r.resource = g.resource))`,
};

/**
 * What a grant rests on: undefined where it has ended, or its client or user was disabled, or the
 * consent was withdrawn, or the resource is not one of ours any more. Whether the user is still
 * admitted is not for storage to say.
 */
export async function grantStanding(
  database: Database,
  grantId: string,
): Promise<Standing | undefined> {
  const [row] = await database.query<Standing>(STANDING, [grantId]);
  return row;
}
