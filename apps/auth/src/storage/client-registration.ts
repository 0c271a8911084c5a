/**
 * A client registers itself, and what is too many of its kind makes room for it, in one statement.
 *
 * ```
 *  alike ──── of its network and metadata, beyond ten ─────────┐
 *  own ────── of its network, beyond a tenth of all ───────────┤ the oldest go, with all that they hold
 *  crowding ─ of the largest network, beyond the cap ──────────┘
 *                    │ nothing is older than an hour, and there is no room: nothing is written
 *                    │ its initial access token has no use left: nothing is written
 *                    ▼
 *                  saved
 * ```
 *
 * Only registrations that were never used are counted, and go. A network that floods ends its own; what it
 * registered is the largest share where the cap is reached.
 *
 * @module
 */
import type { Database } from '@gatehouse/database';
import {
  ENDED_CLIENTS,
  type EndedClient,
  HOLDS_NOTHING,
  IS_OLD,
  IS_UNUSED,
  WITH_ALL_THAT_THEY_HOLD,
  YOUNGEST_TO_GO,
} from './client-removal.ts';
import type { StoredApart } from './client-secrets.ts';
import { takeUse } from './initial-access-tokens.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** So many unused registrations with the same metadata a network may have, before the oldest go. */
export const MOST_ALIKE = 10;

/** The part of all unused registrations that one network may have. */
const GREATEST_SHARE = 0.1;

/** One registration ends so many at most, also where the cap was lowered. */
const MOST_ENDED = 20;

/** What is stored beside the metadata of a client that registers itself, and how many there is room for. */
export interface Registration {
  /** hash of the token with which it may manage its row */
  readonly accessTokenHash: string;
  /** id of the initial access token that it spends a use of; absent: none that a command made */
  readonly initialAccessTokenId?: string | undefined;
  /** keyed hash of the network that it comes from; never an address */
  readonly from: string;
  /** hash of what is registered, without what differs each time */
  readonly as: string;
  /** registrations that may be there and were never used */
  readonly most: number;
}

export interface RegistrationAnswer {
  /** `no_use_left`: of the initial access token, or it has ended */
  readonly outcome: 'registered' | 'no_room' | 'no_use_left';
  /** seconds until there may be room; 0 where that is no question */
  readonly wait: number;
  /** those that made room */
  readonly ended: readonly EndedClient[];
}

const beyond = (count: string, most: string) =>
  `least(${MOST_ENDED}, greatest(0, ${count} + 1 - (${most})))`;

/**
 * $1 id, $2 metadata, $3 sealed secret, $4 the network, $5 what it is like, $6 how many unused ones of all, $7
 * of one network, $8 hash of its own token, $9 id of the initial access token.
 *
 * Whoever registers at the same moment may take one more each: the next one sees them, and ends so many more.
 * Rows that another registration is about to end are passed over, so that nobody waits for anybody.
 */
const REGISTER = write('client_register', {
  expressions: `counted AS MATERIALIZED (
      SELECT
        (SELECT count(*) FROM (
          SELECT 1 FROM clients c WHERE ${IS_UNUSED} LIMIT $6::int + ${MOST_ENDED}) AS few) AS total,
        (SELECT count(*) FROM clients c WHERE ${IS_UNUSED} AND c.registered_from = $4) AS own,
        (SELECT count(*) FROM clients c
          WHERE ${IS_UNUSED} AND c.registered_from = $4 AND c.registered_as = $5) AS alike),
    alike AS MATERIALIZED (
      SELECT c.id FROM clients c
      WHERE ${IS_UNUSED} AND c.registered_from = $4 AND c.registered_as = $5 AND ${IS_OLD} AND ${HOLDS_NOTHING}
      ORDER BY c.created_at LIMIT (SELECT ${beyond('alike', String(MOST_ALIKE))} FROM counted)
      FOR UPDATE OF c SKIP LOCKED),
    own AS MATERIALIZED (
      SELECT c.id FROM clients c
      WHERE ${IS_UNUSED} AND c.registered_from = $4 AND ${IS_OLD} AND ${HOLDS_NOTHING}
      ORDER BY c.created_at LIMIT (SELECT ${beyond('own', '$7::int')} FROM counted)
      FOR UPDATE OF c SKIP LOCKED),
    mine AS MATERIALIZED (SELECT id FROM alike UNION SELECT id FROM own),
    share AS MATERIALIZED (
      SELECT own >= $7::int AND NOT EXISTS (
        SELECT 1 FROM clients c
        WHERE ${IS_UNUSED} AND c.registered_from = $4 AND ${IS_OLD} AND ${HOLDS_NOTHING}) AS is_full
      FROM counted),
    crowding AS MATERIALIZED (
      SELECT c.id FROM clients c
      WHERE ${IS_UNUSED} AND ${IS_OLD} AND ${HOLDS_NOTHING} AND c.registered_from = (
        SELECT c.registered_from FROM clients c WHERE ${IS_UNUSED} GROUP BY c.registered_from
        HAVING bool_or(${IS_OLD}) ORDER BY count(*) DESC, min(c.created_at) LIMIT 1)
      ORDER BY c.created_at LIMIT (
        SELECT CASE WHEN is_full THEN 0
          ELSE ${beyond('total', '$6::int + (SELECT count(*) FROM mine)')} END FROM counted, share)
      FOR UPDATE OF c SKIP LOCKED),
    room AS MATERIALIZED (
      SELECT share.is_full, share.is_full OR (total >= $6::int AND NOT EXISTS (
        SELECT 1 FROM clients c WHERE ${IS_UNUSED} AND ${IS_OLD})) AS is_none
      FROM counted, share),
    ${takeUse('$9', 'NOT (SELECT is_none FROM room)')},
    outcome AS MATERIALIZED (
      SELECT CASE WHEN is_none THEN 'no_room'
        WHEN $9::text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM taken) THEN 'no_use_left'
        ELSE 'registered' END AS word FROM room),
    doomed AS MATERIALIZED (
      SELECT chosen.id FROM (SELECT id FROM mine UNION SELECT id FROM crowding) AS chosen, outcome
      WHERE outcome.word = 'registered'),
    ${WITH_ALL_THAT_THEY_HOLD},
    saved AS (
      INSERT INTO clients (id, kind, metadata, secret, registration_access_token,
        initial_access_token_id, updated_at, last_used_on, registered_from, registered_as)
      SELECT $1, 'dynamic', $2::jsonb, $3, $8, $9::text, now(), NULL, $4, $5
      FROM outcome WHERE outcome.word = 'registered'
      RETURNING id AS client_id)`,
  answer: `SELECT outcome.word AS outcome,
      CASE WHEN is_none THEN (
        SELECT greatest(1, ceil(${YOUNGEST_TO_GO} - extract(epoch FROM now() - min(c.created_at))))::int
        FROM clients c WHERE ${IS_UNUSED} AND (c.registered_from = $4 OR NOT is_full)) ELSE 0 END AS wait,
      ${ENDED_CLIENTS} AS ended FROM room, outcome`,
  effects: {
    client_registered: { from: 'saved' },
    client_ended: { from: 'gone', facts: ['client_id'] },
  },
});

/**
 * Writes a client that registers itself, unless there is no room.
 *
 * @param unit what is written beside it: `client_registered`, `client_ended`
 */
export async function writeRegistration(
  database: Database,
  id: string,
  { json, sealed }: StoredApart,
  registration: Registration,
  unit: UnitOfWork | undefined,
): Promise<RegistrationAnswer> {
  const { from, as, most, accessTokenHash, initialAccessTokenId = null } = registration;
  const share = Math.floor(most * GREATEST_SHARE);
  const values = [id, json, sealed, from, as, most, share, accessTokenHash, initialAccessTokenId];
  const [answer] = await runWrite<RegistrationAnswer>(database, REGISTER, values, unit);
  if (answer === undefined) throw new TypeError(`${REGISTER.name} always answers`);
  return answer;
}
