import type { Database, Statement } from '@gatehouse/database';
import {
  type ArtifactPayload,
  type ArtifactRow,
  type LiveRecord,
  restorePayload,
} from './artifact.ts';
import { storedArtifact } from './stored.ts';
import { tokenHash } from './token-hash.ts';
import { storedPayload } from './used-refresh-token.ts';

const ARTIFACT_COLUMNS =
  'kind, id_hash, payload, grant_id, client_id, user_id, uid, user_code, expires_at';

const UPSERT: Statement = {
  name: 'artifact_upsert',
  text: `INSERT INTO artifacts (${ARTIFACT_COLUMNS})
    VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, now() + make_interval(secs => $9::float8))
    ON CONFLICT (kind, id_hash) DO UPDATE
      SET payload = excluded.payload, uid = excluded.uid, expires_at = excluded.expires_at`,
};

const INSERT_ONCE: Statement = {
  name: 'artifact_insert_once',
  text: `INSERT INTO artifacts (${ARTIFACT_COLUMNS})
    VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, now() + make_interval(secs => $9::float8))
    ON CONFLICT (kind, id_hash) DO UPDATE
      SET payload = excluded.payload, expires_at = excluded.expires_at, created_at = now()
      WHERE artifacts.expires_at <= now()
    RETURNING 1 AS inserted`,
};

const FOUND = `${storedPayload('artifacts', 'user_id')} AS payload,
      extract(epoch FROM expires_at - now())::float8 AS "expiresIn",
      extract(epoch FROM consumed_at)::float8 AS "consumedAt"`;

const FIND: Statement = {
  name: 'artifact_find',
  text: `SELECT ${FOUND}
    FROM artifacts WHERE kind = $1 AND id_hash = $2 AND expires_at > now()`,
};

const GREATEST_AGE: Statement = {
  name: 'artifact_greatest_age',
  text: `SELECT extract(epoch FROM now() - min(created_at))::float8 AS age
    FROM artifacts WHERE kind = $1 AND id_hash = ANY($2::text[]) AND expires_at > now()`,
};

const FIND_BY_UID: Statement = {
  name: 'artifact_find_by_uid',
  text: `SELECT ${FOUND}
    FROM artifacts WHERE kind = $1 AND uid = $2 AND expires_at > now()
    ORDER BY created_at DESC LIMIT 1`,
};

const CONSUME: Statement = {
  name: 'artifact_consume',
  text: `UPDATE artifacts SET consumed_at = now()
    WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL AND expires_at > now()
    RETURNING 1 AS consumed`,
};

const TAKE: Statement = {
  name: 'artifact_take',
  // Removed rather than marked: another attempt at the same interaction writes the same name again.
  text: `DELETE FROM artifacts
    WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL AND expires_at > now()
      AND payload ->> 'boundTo' = ANY($3::text[])
    RETURNING payload`,
};

const DESTROY: Statement = {
  name: 'artifact_destroy',
  text: 'DELETE FROM artifacts WHERE kind = $1 AND id_hash = $2',
};

/** What is left of a record that is finished: in which languages the page that says so is wanted. */
const EMPTIED = `CASE WHEN payload #> '{params,ui_locales}' IS NULL THEN '{}'::jsonb
    ELSE jsonb_build_object('params', jsonb_build_object('ui_locales', payload #> '{params,ui_locales}')) END`;

const FINISH: Statement = {
  name: 'artifact_finish',
  text: `UPDATE artifacts SET payload = ${EMPTIED}, consumed_at = now()
    WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL RETURNING 1 AS finished`,
};

const ANSWER: Statement = {
  name: 'artifact_answer',
  text: `WITH finished AS (
      UPDATE artifacts SET payload = ${EMPTIED}, consumed_at = now()
      WHERE kind = $10 AND id_hash = $11 AND consumed_at IS NULL AND expires_at > now()
      RETURNING 1)
    INSERT INTO artifacts (${ARTIFACT_COLUMNS})
    SELECT $1, $2, $3::jsonb, $4, $5, $6, $7, $8, now() + make_interval(secs => $9::float8)
    FROM finished
    RETURNING 1 AS answered`,
};

const REVOKE_BY_GRANT: Statement = {
  name: 'artifact_revoke_by_grant',
  text: 'DELETE FROM artifacts WHERE kind = $1 AND grant_id = $2',
};

/**
 * The short-lived records. Every method is one statement: atomic, durable when it resolves, and
 * expiry is judged by the database's clock, so nothing depends on old rows having been swept.
 */
export class Artifacts {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Writes or replaces. */
  async upsert(row: ArtifactRow): Promise<void> {
    await this.#db.query(UPSERT, values(row));
  }

  /** Writes unless a live record of that name exists. `false`: it existed; of parallel callers one gets `true`. */
  async insertOnce(row: ArtifactRow): Promise<boolean> {
    return (await this.#db.query(INSERT_ONCE, values(row))).length === 1;
  }

  /** The live record, used or not; `consumed` says when it was used. */
  async find(kind: string, id: string): Promise<ArtifactPayload | undefined> {
    const [row] = await this.#db.query<LiveRecord>(FIND, [kind, tokenHash(id)]);
    return row && restorePayload(row, id);
  }

  /** How long ago the oldest of these records was written, in seconds; 0 where there is none. */
  async greatestAge(kind: string, ids: readonly string[]): Promise<number> {
    const [row] = await this.#db.query<{ age: number | null }>(GREATEST_AGE, [
      kind,
      ids.map(tokenHash),
    ]);
    return row?.age ?? 0;
  }

  async findByUid(kind: string, uid: string): Promise<ArtifactPayload | undefined> {
    const [row] = await this.#db.query<LiveRecord>(FIND_BY_UID, [kind, uid]);
    return row && restorePayload(row, undefined);
  }

  /** Uses a record up. Of any number of parallel callers exactly one gets `true`. */
  async consume(kind: string, id: string): Promise<boolean> {
    return (await this.#db.query(CONSUME, [kind, tokenHash(id)])).length === 1;
  }

  /**
   * Uses up a one-time handle that is bound to something (a browser): the payload, or `undefined`
   * where it is unknown, used, expired or bound to none of these. A wrong binding does not use it up.
   */
  async take(
    kind: string,
    handle: string,
    boundTo: readonly string[],
  ): Promise<ArtifactPayload | undefined> {
    const [row] = await this.#db.query<Pick<LiveRecord, 'payload'>>(TAKE, [
      kind,
      tokenHash(handle),
      boundTo,
    ]);
    return row && storedArtifact(row.payload);
  }

  async destroy(kind: string, id: string): Promise<void> {
    await this.#db.query(DESTROY, [kind, tokenHash(id)]);
  }

  /**
   * Empties a record but remembers until its expiry that it was finished, and `ui_locales` of its
   * parameters.
   *
   * @returns `false` where it was finished before; of parallel callers exactly one gets `true`
   */
  async finish(kind: string, id: string): Promise<boolean> {
    return (await this.#db.query(FINISH, [kind, tokenHash(id)])).length === 1;
  }

  /**
   * Finishes a record and writes the one that takes its place, both or neither.
   *
   * @returns `false` where it was finished before, and nothing was written
   */
  async answer(kind: string, id: string, row: ArtifactRow): Promise<boolean> {
    const answered = await this.#db.query(ANSWER, [...values(row), kind, tokenHash(id)]);
    return answered.length === 1;
  }

  async revokeByGrant(kind: string, grantId: string): Promise<void> {
    await this.#db.query(REVOKE_BY_GRANT, [kind, grantId]);
  }
}

function values(row: ArtifactRow): unknown[] {
  return [
    row.kind,
    row.id_hash,
    JSON.stringify(row.payload),
    row.grant_id,
    row.client_id,
    row.user_id,
    row.uid,
    row.user_code,
    row.expires_in,
  ];
}
