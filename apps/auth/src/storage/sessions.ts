import type { Database, Statement } from '@gatehouse/database';
import type { ArtifactPayload } from './artifact.ts';
import { endLeft, endSession, forgetAccount } from './end-session.ts';
import { storedArtifact } from './stored.ts';
import { tokenHash } from './token-hash.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** How long the old name of a session still opens it, for a browser that has not heard of the new one (seconds). */
const RETIREMENT = 60;

const LIVE = `s.expires_at > now()
  AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = s.user_id AND u.disabled_at IS NOT NULL)`;

const COLUMNS = '(id_hash, uid, user_id, payload, expires_at)';

const VALUES = `$1, $2, (SELECT id FROM users WHERE id = $3), $4::jsonb, LEAST(
      now() + make_interval(secs => $5::float8),
      to_timestamp(($4::jsonb->>'loginTs')::float8) + make_interval(secs => $6::float8))`;

const OR_UPDATE = `ON CONFLICT (id_hash) DO UPDATE
      SET user_id = excluded.user_id, payload = excluded.payload, expires_at = excluded.expires_at`;

/**
 * What was read before (`$8`) is written while it is there and of the same user: who signs out ends it also
 * for requests that are on their way. The rows are locked by name, as for its end (end-session.ts).
 */
const UPSERT: Statement = {
  name: 'session_save',
  text: `WITH held AS MATERIALIZED (
      SELECT id_hash, user_id FROM sessions WHERE $8::bool AND uid = $2 ORDER BY id_hash FOR UPDATE),
    other AS (
      UPDATE sessions SET expires_at = LEAST(expires_at, now() + make_interval(secs => ${RETIREMENT}))
      WHERE id_hash = $7)
    INSERT INTO sessions ${COLUMNS} SELECT ${VALUES}
    WHERE NOT $8::bool OR EXISTS (
      SELECT 1 FROM held WHERE id_hash = coalesce($7, $1) AND ($7 IS NOT NULL OR user_id IS NOT DISTINCT FROM $3))
    ${OR_UPDATE}`,
};

const REPLACE = write('session_replace', {
  expressions: `held AS MATERIALIZED (
      SELECT id_hash FROM sessions WHERE uid = $7 ORDER BY id_hash FOR UPDATE),
    other AS (
      DELETE FROM sessions USING held WHERE sessions.id_hash = held.id_hash RETURNING user_id),
    saved AS (INSERT INTO sessions ${COLUMNS} VALUES (${VALUES}) ${OR_UPDATE}),
    ended AS (
      SELECT DISTINCT user_id FROM other WHERE user_id IS NOT NULL AND user_id IS DISTINCT FROM $3)`,
  answer: 'SELECT user_id AS "userId" FROM ended',
  effects: { signed_out: { from: 'ended', facts: ['user_id'] } },
});

const FIND: Statement = {
  name: 'session_find',
  text: `SELECT payload FROM sessions s WHERE id_hash = $1 AND ${LIVE}`,
};

const FIND_BY_UID: Statement = {
  name: 'session_find_by_uid',
  text: `SELECT payload FROM sessions s WHERE uid = $1 AND ${LIVE} ORDER BY created_at DESC LIMIT 1`,
};

const DESTROY: Statement = {
  name: 'session_destroy',
  text: 'DELETE FROM sessions WHERE id_hash = $1',
};

/**
 * Browsers signed in here. A session of a disabled user is not found, nor one whose user signed in
 * too long ago: use extends a session, but never beyond that.
 */
export class Sessions {
  readonly #db: Database;
  readonly #maxLifetime: number;

  /** @param maxLifetime seconds from signing in */
  constructor(db: Database, maxLifetime: number) {
    this.#db = db;
    this.#maxLifetime = maxLifetime;
  }

  /**
   * Writes or replaces.
   *
   * @param expiresIn seconds, fewer where the user's sign-in ends the session before
   * @param retiring the name that this session had until now; it is good for a minute more
   * @param wasRead whether it was there before: then nothing is written where it has ended meanwhile
   */
  async upsert(
    id: string,
    payload: ArtifactPayload,
    expiresIn: number,
    retiring?: string,
    wasRead = false,
  ): Promise<void> {
    const other = retiring === undefined ? null : tokenHash(retiring);
    await this.#db.query(UPSERT, [...this.#values(id, payload, expiresIn), other, wasRead]);
  }

  /**
   * Writes in the place of another session of the same browser, both or neither: under no name that it
   * had is that one found again. The new one may have its uid.
   *
   * @param replaced uid of the other session
   * @param unit what is written beside it: `signed_out`
   * @returns who was signed in there, if it is not who is now
   */
  async replace(
    replaced: string,
    id: string,
    payload: ArtifactPayload,
    expiresIn: number,
    unit?: UnitOfWork,
  ): Promise<string | undefined> {
    const values = [...this.#values(id, payload, expiresIn), replaced];
    const [ended] = await runWrite<{ userId: string }>(this.#db, REPLACE, values, unit);
    await endLeft(this.#db, replaced, tokenHash(id));
    return ended?.userId;
  }

  #values(id: string, payload: ArtifactPayload, expiresIn: number): unknown[] {
    const { jti: _cookie, ...stored } = payload;
    return [
      tokenHash(id),
      payload.uid,
      payload.accountId ?? null,
      JSON.stringify(stored),
      expiresIn,
      this.#maxLifetime,
    ];
  }

  async find(id: string): Promise<ArtifactPayload | undefined> {
    const [row] = await this.#db.query<{ payload: ArtifactPayload }>(FIND, [tokenHash(id)]);
    return row && { ...storedArtifact(row.payload), jti: id };
  }

  async findByUid(uid: string): Promise<ArtifactPayload | undefined> {
    const [row] = await this.#db.query<{ payload: ArtifactPayload }>(FIND_BY_UID, [uid]);
    return row && storedArtifact(row.payload);
  }

  async destroy(id: string): Promise<void> {
    await this.#db.query(DESTROY, [tokenHash(id)]);
  }

  /**
   * Signs the browser out.
   *
   * @param unit what is written beside it: `signed_out`
   * @returns who was signed in; undefined where nobody was
   */
  destroyByUid(uid: string, unit?: UnitOfWork): Promise<string | undefined> {
    return endSession(this.#db, uid, unit);
  }

  /**
   * Keeps the browser's session but forgets who was signed in, before somebody else signs in.
   *
   * @param unit what is written beside it: `signed_out`
   * @returns who was signed in; undefined where nobody was
   */
  forgetAccount(uid: string, unit?: UnitOfWork): Promise<string | undefined> {
    return forgetAccount(this.#db, uid, unit);
  }
}
