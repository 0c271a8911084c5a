import type { Statement } from '@gatehouse/database';
import type { ArtifactPayload } from '../../storage/artifact.ts';
import type { StoredClientRow } from '../../storage/clients.ts';
import { CONSENTED } from '../../storage/consents.ts';
import type { ResourceRow } from '../../storage/resources.ts';
import { IDENTITIES, type IdentityRow, type UserRow } from '../../storage/users.ts';
import { storedPayload } from '../../storage/used-refresh-token.ts';

/** When the code of a grant was exchanged; records without one were made by hand or by tests. */
const FAMILY_BEGAN = 'coalesce(g.first_used_at, g.created_at)';

/** Columns that nobody reads in a token request: each member of the answer has to be parsed. */
const UNREAD = `'{created_at,last_signed_in_at,updated_at,disabled_at}'::text[]`;

const ALIVE = (artifact: string) => `${artifact}.expires_at > now()
      AND ($2 <> 'RefreshToken'
        OR ${artifact}.created_at + make_interval(secs => $4::float8) > now())`;

/**
 * Everything a token request needs, in one round trip: client, presented artifact, the successor it
 * may have, grant, what the user consents to today, user with identities, resource.
 *
 * The lifetimes of refresh tokens ($4 unused for so many seconds, $5 since the code was exchanged)
 * are judged here, by the configuration of today: one that was shortened is felt at the next refresh.
 *
 * A successor keeps its value sealed for whoever presents the token before it; versions before kept it in
 * the row of that one.
 *
 * It answers with one column of JSON: the driver describes and parses every column of every answer,
 * and that costs more than the reading.
 */
export const LOAD: Statement = {
  name: 'token_request_load',
  text: `SELECT row_to_json(loaded) AS loaded FROM (SELECT
      CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object(
        'id', c.id, 'kind', c.kind, 'metadata', c.metadata, 'secret', c.secret,
        'resources', c.resources, 'introspects', c.introspects, 'silent', c.silent,
        'trusted', c.trusted, 'pkce_optional', c.pkce_optional) END AS client,
      ${storedPayload('a', 'g.user_id')} AS artifact,
      extract(epoch FROM a.expires_at - now())::float8 AS artifact_expires_in,
      extract(epoch FROM a.consumed_at)::float8 AS artifact_consumed_at,
      extract(epoch FROM now() - a.consumed_at)::float8 AS artifact_used_ago,
      coalesce(s.successor, a.successor) AS successor_sealed,
      s.id_hash AS successor_hash,
      s.payload AS successor,
      extract(epoch FROM s.expires_at - now())::float8 AS successor_expires_in,
      extract(epoch FROM s.consumed_at)::float8 AS successor_consumed_at,
      g.id AS grant_id,
      CASE WHEN g.revoked_at IS NULL AND g.expires_at > now()
          AND ($2 <> 'RefreshToken'
            OR ${FAMILY_BEGAN} + make_interval(secs => $5::float8) > now())
        THEN g.payload END AS grant_payload,
      extract(epoch FROM g.expires_at - now())::float8 AS grant_expires_in,
      ${CONSENTED} AS consented,
      CASE WHEN u.disabled_at IS NULL THEN to_jsonb(u) - ${UNREAD} END AS "user",
      ${IDENTITIES} AS identities,
      CASE WHEN r.resource IS NULL THEN NULL ELSE jsonb_build_object(
        'resource', r.resource, 'name', r.name, 'scopes', r.scopes, 'aliases', r.aliases,
        'access_token_alg', r.access_token_alg) END AS resource
    FROM (SELECT 1) AS one
    LEFT JOIN clients c ON c.id = $1 AND c.disabled_at IS NULL
    LEFT JOIN artifacts a ON a.kind = $2 AND a.id_hash = $3 AND ${ALIVE('a')}
    LEFT JOIN artifacts s ON s.kind = a.kind AND s.id_hash = a.successor_hash AND ${ALIVE('s')}
    LEFT JOIN grants g ON g.id = a.grant_id
    LEFT JOIN users u ON u.id = g.user_id
    LEFT JOIN protected_resources r ON r.resource = g.resource) AS loaded`,
};

/** What {@link LOAD} answers with. */
export interface LoadedRow {
  readonly client: StoredClientRow | null;
  readonly artifact: ArtifactPayload | null;
  readonly artifact_expires_in: number;
  readonly artifact_consumed_at: number | null;
  readonly artifact_used_ago: number | null;
  readonly successor_sealed: string | null;
  readonly successor_hash: string | null;
  readonly successor: ArtifactPayload | null;
  readonly successor_expires_in: number;
  readonly successor_consumed_at: number | null;
  readonly grant_id: string | null;
  readonly grant_payload: ArtifactPayload | null;
  readonly grant_expires_in: number;
  readonly consented: string[] | null;
  readonly user: UserRow | null;
  readonly identities: IdentityRow[] | null;
  readonly resource: ResourceRow | null;
}
