import type { Database, Statement } from '@gatehouse/database';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/**
 * A session that has just got another name is two rows of one person. They are locked by name, so that
 * whoever writes it at this moment cannot deadlock with it.
 */
const END = write('session_destroy_by_uid', {
  expressions: `held AS MATERIALIZED (
      SELECT id_hash FROM sessions WHERE uid = $1 ORDER BY id_hash FOR UPDATE),
    gone AS (
      DELETE FROM sessions USING held WHERE sessions.id_hash = held.id_hash RETURNING user_id),
    ended AS (SELECT DISTINCT user_id FROM gone WHERE user_id IS NOT NULL)`,
  answer: 'SELECT user_id AS "userId" FROM ended',
  effects: { signed_out: { from: 'ended', facts: ['user_id'] } },
});

const END_LEFT: Statement = {
  name: 'session_destroy_left',
  text: 'DELETE FROM sessions WHERE uid = $1 AND id_hash IS DISTINCT FROM $2',
};

/** The rows are locked by name, so that two who do it cannot deadlock. */
const FORGET = write('session_forget_account', {
  expressions: `held AS MATERIALIZED (
      SELECT id_hash, user_id FROM sessions WHERE uid = $1 ORDER BY id_hash FOR UPDATE),
    forgotten AS (
      UPDATE sessions SET user_id = NULL,
        payload = payload - 'accountId' - 'loginTs' - 'authorizations' - 'amr' - 'acr'
      FROM held WHERE sessions.id_hash = held.id_hash RETURNING held.user_id),
    ended AS (SELECT DISTINCT user_id FROM forgotten WHERE user_id IS NOT NULL)`,
  answer: 'SELECT user_id AS "userId" FROM ended',
  effects: { signed_out: { from: 'ended', facts: ['user_id'] } },
});

/**
 * Ends what the end of a session could not see: the name that it got while the end waited for that very
 * statement. Afterwards nothing of it is there to be written again (sessions.ts).
 *
 * @param kept hash of a name that stays
 */
export async function endLeft(database: Database, uid: string, kept?: string): Promise<void> {
  await database.query(END_LEFT, [uid, kept ?? null]);
}

/**
 * Ends a session under every name that it has.
 *
 * @param unit what is written beside it: `signed_out`
 * @returns who was signed in; undefined where nobody was
 */
export async function endSession(
  database: Database,
  uid: string,
  unit: UnitOfWork | undefined,
): Promise<string | undefined> {
  const [ended] = await runWrite<{ userId: string }>(database, END, [uid], unit);
  await endLeft(database, uid);
  return ended?.userId;
}

/**
 * Keeps a session under every name that it has, and forgets who was signed in.
 *
 * @param unit what is written beside it: `signed_out`
 * @returns who was signed in; undefined where nobody was
 */
export async function forgetAccount(
  database: Database,
  uid: string,
  unit: UnitOfWork | undefined,
): Promise<string | undefined> {
  const [ended] = await runWrite<{ userId: string }>(database, FORGET, [uid], unit);
  return ended?.userId;
}
