import type { Database, Statement } from '@gatehouse/database';
import { type ClientRow, clientRow, FIND_CLIENT, type StoredClientRow } from './clients.ts';
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

/** A {@link Standing} by this parameter; no row where the grant rests on nothing any more. */
const standingBy = (parameter: '$1' | '$2') =>
  `SELECT g.client_id AS "clientId", g.resource, consent.scopes AS consented, to_jsonb(u) AS "user",
      coalesce(${IDENTITIES}, '[]') AS identities
    FROM grants g
    JOIN clients k ON k.id = g.client_id AND k.disabled_at IS NULL
    JOIN users u ON u.id = g.user_id AND u.disabled_at IS NULL
    CROSS JOIN LATERAL (SELECT ${CONSENTED} AS scopes) AS consent
    WHERE g.id = ${parameter} AND g.revoked_at IS NULL AND g.expires_at > now()
      AND consent.scopes IS NOT NULL
      AND (g.resource = '' OR EXISTS (
        SELECT 1 FROM protected_resources r WHERE r.resource = g.resource))`;

const STANDING: Statement = { name: 'grant_standing', text: standingBy('$1') };

/** In one column of JSON: the driver describes and parses every column of every answer. */
const CLIENT_AND_STANDING: Statement = {
  name: 'client_and_standing',
  text: `SELECT json_build_object(
    'client', (SELECT row_to_json(c) FROM (${FIND_CLIENT}) c),
    'standing', (SELECT row_to_json(s) FROM (${standingBy('$2')}) s)) AS found`,
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

/** One client, and what a grant rests on, of one moment; the grant may be another client's. */
export interface ClientAndStanding {
  /** null where there is none, or it is disabled */
  readonly client: ClientRow | null;
  /** null where {@link grantStanding} has none */
  readonly standing: Standing | null;
}

/** Reads both in one statement, for who knows both names before it needs either. */
export async function clientAndStanding(
  database: Database,
  clientId: string,
  grantId: string,
): Promise<ClientAndStanding> {
  const values = [clientId, grantId];
  const [row] = await database.query<{
    found: { client: StoredClientRow | null; standing: Standing | null };
  }>(CLIENT_AND_STANDING, values);
  const { client = null, standing = null } = row?.found ?? {};
  return { client: client && clientRow(client), standing };
}
