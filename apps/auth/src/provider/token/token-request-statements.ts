import type { Statement } from '@gatehouse/database';
import { IDENTITIES } from '../../storage/users.ts';

/** When the code of a grant was exchanged; records without one were made by hand or by tests. */
const FAMILY_BEGAN = 'coalesce(g.first_used_at, g.created_at)';

const ALIVE = (artifact: string) => `${artifact}.expires_at > now()
      AND ($2 <> 'RefreshToken'
        OR ${artifact}.created_at + make_interval(secs => $4::float8) > now())`;

/**
 * What the person of the grant `g` lets its client do today, as a JSON array; null where they do not
 * consent to the client any more.
 */
export const CONSENTED = `(SELECT coalesce(jsonb_agg(s.scope) FILTER (WHERE s.scope IS NOT NULL), '[]')
        FROM consents c LEFT JOIN LATERAL unnest(c.scopes) AS s(scope) ON true
        WHERE c.user_id = g.user_id AND c.client_id = g.client_id
          AND (c.resource = g.resource OR g.resource = '')
        HAVING count(*) > 0)`;

/** How long a replaced refresh token still leads to its unused successor (seconds). */
const REPLAY_WINDOW = 60;

/**
 * Everything a token request needs, in one round trip: client, presented artifact, the successor it
 * may have, grant, what the person consents to today, person with identities, resource.
 *
 * The lifetimes of refresh tokens ($4 unused for so many seconds, $5 since the code was exchanged)
 * are judged here, by the configuration of today: one that was shortened is felt at the next refresh.
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
      a.payload AS artifact,
      extract(epoch FROM a.expires_at - now())::float8 AS artifact_expires_in,
      extract(epoch FROM a.consumed_at)::float8 AS artifact_consumed_at,
      a.consumed_at > now() - make_interval(secs => ${REPLAY_WINDOW}) AS in_replay_window,
      a.successor AS successor_sealed,
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
      CASE WHEN u.disabled_at IS NULL THEN to_jsonb(u) END AS "user",
      ${IDENTITIES} AS identities,
      to_jsonb(r) AS resource
    FROM (SELECT 1) AS one
    LEFT JOIN clients c ON c.id = $1 AND c.disabled_at IS NULL
    LEFT JOIN artifacts a ON a.kind = $2 AND a.id_hash = $3 AND ${ALIVE('a')}
    LEFT JOIN artifacts s ON s.kind = a.kind AND s.id_hash = a.successor_hash AND ${ALIVE('s')}
    LEFT JOIN grants g ON g.id = a.grant_id
    LEFT JOIN users u ON u.id = g.user_id
    LEFT JOIN protected_resources r ON r.resource = g.resource) AS loaded`,
};

const INSERT_FROM = (source: string) => `INSERT INTO artifacts
      (kind, id_hash, payload, grant_id, client_id, user_id, uid, user_code, expires_at)
    SELECT i.kind, i.id_hash, i.payload, i.grant_id, i.client_id, i.user_id, i.uid, i.user_code,
      least(now() + make_interval(secs => i.expires_in), ${source}.expires_at)
    FROM ${source}, jsonb_to_recordset($4::jsonb) AS i(kind text, id_hash text, payload jsonb,
      grant_id text, client_id text, user_id text, uid text, user_code text, expires_in float8)`;

// The grant is locked and judged first, then the artifact: whoever revokes takes the same order,
// so a token is never issued under a grant that was revoked in between.
const CONSUME = `live AS (
      UPDATE grants SET last_used_at = now(), first_used_at = coalesce(first_used_at, now())
      FROM locked WHERE grants.id = locked.id AND grants.id = $3
        AND grants.revoked_at IS NULL AND grants.expires_at > now()
      RETURNING grants.id, grants.expires_at),
    consumed AS (
      UPDATE artifacts a SET consumed_at = now(), successor_hash = $5, successor = $6
      FROM live WHERE a.kind = $1 AND a.id_hash = $2 AND a.grant_id = live.id
        AND a.consumed_at IS NULL AND a.expires_at > now()
      RETURNING a.id_hash, live.expires_at),
    inserted AS (${INSERT_FROM('consumed')})`;

/** Commits a refresh. $1 kind, $2 id hash, $3 grant, $4 records, $5 successor hash, $6 sealed successor. */
export const COMMIT_REFRESH: Statement = {
  name: 'token_request_commit_refresh',
  text: `WITH locked AS (SELECT id FROM grants WHERE id = $3 FOR UPDATE), ${CONSUME}
    SELECT count(*)::int AS committed FROM consumed`,
};

/**
 * Commits a code exchange and lets the grant supersede older ones of the same person, client and
 * resource, all but the $7 newest. They are locked in the order of their ids, so that two exchanges
 * cannot deadlock.
 */
export const COMMIT_EXCHANGE: Statement = {
  name: 'token_request_commit_exchange',
  text: `WITH family AS (
      SELECT user_id, client_id, resource, created_at FROM grants WHERE id = $3),
    locked AS (
      SELECT g.id, g.created_at FROM grants g, family f
      WHERE g.user_id = f.user_id AND g.client_id = f.client_id AND g.resource = f.resource
        AND (g.created_at < f.created_at OR g.id = $3) AND g.revoked_at IS NULL
      ORDER BY g.id FOR UPDATE OF g),
    ${CONSUME},
    superseded AS (
      UPDATE grants SET revoked_at = now(), revoked_reason = 'superseded'
      FROM (SELECT id, row_number() OVER (ORDER BY (id = $3) DESC, created_at DESC, id) AS rank FROM locked) AS ranked,
        consumed
      WHERE grants.id = ranked.id AND ranked.rank > $7 AND grants.revoked_at IS NULL)
    SELECT count(*)::int AS committed FROM consumed`,
};

/** Records issued without using anything up (a replayed refresh's opaque token). $1, $2 unused. */
export const COMMIT_RECORDS: Statement = {
  name: 'token_request_commit_records',
  text: `WITH live AS (
      SELECT id, expires_at FROM grants WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() FOR SHARE),
    inserted AS (${INSERT_FROM('live').replaceAll('$4', '$2')})
    SELECT count(*)::int AS committed FROM live`,
};
