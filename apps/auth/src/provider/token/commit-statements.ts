import { ENDED_FACTS } from '../../storage/grants.ts';
import { write } from '../../storage/unit-of-work.ts';

/*
 * Each answers with one row where it was committed, and with none where it was not. It is a row of one
 * column: every column of an answer is described and parsed by itself.
 */

const INSERT_FROM = (source: string, successor = 'NULL') => `INSERT INTO artifacts
      (kind, id_hash, payload, grant_id, client_id, user_id, uid, user_code, successor, expires_at)
    SELECT i.kind, i.id_hash, i.payload, i.grant_id, i.client_id, i.user_id, i.uid, i.user_code,
      ${successor}, least(now() + make_interval(secs => i.expires_in), ${source}.expires_at)
    FROM ${source}, jsonb_to_recordset($4::jsonb) AS i(kind text, id_hash text, payload jsonb,
      grant_id text, client_id text, user_id text, uid text, user_code text, expires_in float8)`;

/**
 * Uses the presented record up. The grant is locked and judged first, then the artifact: whoever revokes
 * takes the same order, so a token is never issued under a grant that was revoked in between.
 *
 * A use counts from when its row was reached, and not from the statement's beginning: it may have waited
 * for the grant.
 */
const CONSUME = (leaves: string) => `live AS (
      UPDATE grants SET last_used_at = now(), first_used_at = coalesce(first_used_at, now())
      FROM locked WHERE grants.id = locked.id AND grants.id = $3
        AND grants.revoked_at IS NULL AND grants.expires_at > now()
      RETURNING grants.id, grants.expires_at),
    consumed AS (
      UPDATE artifacts a SET consumed_at = clock_timestamp()${leaves}
      FROM live WHERE a.kind = $1 AND a.id_hash = $2 AND a.grant_id = live.id
        AND a.consumed_at IS NULL AND a.expires_at > now()
      RETURNING a.id_hash, live.expires_at)`;

/**
 * What a used refresh token keeps is what a replay is judged by, and no longer than it is judged: hash,
 * client, grant, when it was used, what succeeded it. The row is written anew by its use anyway, so
 * emptying it here costs nothing, and no job has to come back to it.
 */
const EMPTIED = `, payload = '{}'::jsonb, user_id = NULL, successor_hash = $5, successor = NULL,
        expires_at = least(a.expires_at, now() + make_interval(secs => $7::float8))`;

/** One row, where the presented record was used up by this statement. */
const ISSUED = { tokens_issued: { from: 'consumed' } };

/**
 * Commits a refresh. $1 kind, $2 id hash, $3 grant, $4 records, $5 successor hash, $6 the successor's
 * value, sealed, which it keeps itself until it is used, $7 for how many seconds the use is remembered.
 */
export const COMMIT_REFRESH = write('token_request_commit_refresh', {
  expressions: `locked AS (SELECT id FROM grants WHERE id = $3 FOR UPDATE), ${CONSUME(EMPTIED)},
    inserted AS (${INSERT_FROM('consumed', 'CASE WHEN i.id_hash = $5 THEN $6 END')})`,
  answer: 'SELECT 1 AS committed FROM consumed',
  effects: ISSUED,
});

/**
 * Commits a code exchange and lets the grant supersede older ones of the same user, client and
 * resource, all but the $5 newest. They are locked in the order of their ids, so that two exchanges
 * cannot deadlock.
 */
export const COMMIT_EXCHANGE = write('token_request_commit_exchange', {
  expressions: `family AS (
      SELECT user_id, client_id, resource, created_at FROM grants WHERE id = $3),
    locked AS (
      SELECT g.id, g.created_at FROM grants g, family f
      WHERE g.user_id = f.user_id AND g.client_id = f.client_id AND g.resource = f.resource
        AND (g.created_at < f.created_at OR g.id = $3) AND g.revoked_at IS NULL
      ORDER BY g.id FOR UPDATE OF g),
    ${CONSUME('')},
    inserted AS (${INSERT_FROM('consumed')}),
    superseded AS (
      UPDATE grants SET revoked_at = now(), revoked_reason = 'superseded'
      FROM (SELECT id, row_number() OVER (ORDER BY (id = $3) DESC, created_at DESC, id) AS rank FROM locked) AS ranked,
        consumed
      WHERE grants.id = ranked.id AND ranked.rank > $5 AND grants.revoked_at IS NULL
      RETURNING grants.id AS grant_id, grants.user_id, grants.client_id)`,
  answer: `SELECT coalesce((SELECT string_agg(grant_id, ' ') FROM superseded), '') AS superseded FROM consumed`,
  effects: { ...ISSUED, grant_ended: { from: 'superseded', facts: ENDED_FACTS } },
});

/** Records issued without using anything up (a replayed refresh's opaque token). $1, $2 unused. */
export const COMMIT_RECORDS = write('token_request_commit_records', {
  expressions: `live AS (
      SELECT id, expires_at FROM grants WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() FOR SHARE),
    inserted AS (${INSERT_FROM('live').replaceAll('$4', '$2')})`,
  answer: 'SELECT 1 AS committed FROM live',
  effects: { tokens_issued: { from: 'live' } },
});
