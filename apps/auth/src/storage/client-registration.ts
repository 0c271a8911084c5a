/**
 * A client registers itself, and what is too many of its kind makes room for it, in one statement.
 *
 * ```
 *  alike ──── of its network and metadata, beyond ten ─────────┐
 *  own ────── of its network, beyond a tenth of all ───────────┤ the oldest go, with all that they hold
 *  crowding ─ of the largest network, beyond the cap ──────────┘
 *                    │ nothing is older than an hour, and there is no room: nothing is written
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
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** So many unused registrations with the same metadata a network may have, before the oldest go. */
export const MOST_ALIKE = 10;

/** The part of all unused registrations that one network may have. */
export const GREATEST_SHARE = 0.1;

/** One registration ends so many at most, also where the cap was lowered. */
const MOST_ENDED = 20;

/** Where a registration comes from, and what it is like. */
export interface RegistrationOrigin {
  /** keyed hash of the network; never an address */
  readonly from: string;
  /** hash of what is registered, without what differs each time */
  readonly as: string;
}

export interface RegistrationAnswer {
  readonly registered: boolean;
  /** seconds until there may be room; 0 where it was registered */
  readonly wait: number;
  /** those that made room */
  readonly ended: readonly EndedClient[];
}

const beyond = (count: string, most: string) =>
  `least(${MOST_ENDED}, greatest(0, ${count} + 1 - (${most})))`;

/**
 * $1 id, $2 metadata, $3 sealed secret, $4 and $5 {@link RegistrationOrigin}, $6 how many unused ones of all,
 * $7 of one network.
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
    doomed AS MATERIALIZED (SELECT id FROM mine UNION SELECT id FROM crowding),
    ${WITH_ALL_THAT_THEY_HOLD},
    room AS MATERIALIZED (
      SELECT share.is_full, share.is_full OR (total >= $6::int AND NOT EXISTS (
        SELECT 1 FROM clients c WHERE ${IS_UNUSED} AND ${IS_OLD})) AS is_none
      FROM counted, share),
    saved AS (
      INSERT INTO clients (id, kind, metadata, secret, updated_at, last_used_on, registered_from, registered_as)
      SELECT $1, 'dynamic', $2::jsonb, $3, now(), NULL, $4, $5 FROM room WHERE NOT is_none
      RETURNING id AS client_id)`,
  answer: `SELECT NOT is_none AS registered,
      CASE WHEN is_none THEN (
        SELECT greatest(1, ceil(${YOUNGEST_TO_GO} - extract(epoch FROM now() - min(c.created_at))))::int
        FROM clients c WHERE ${IS_UNUSED} AND (c.registered_from = $4 OR NOT is_full)) ELSE 0 END AS wait,
      ${ENDED_CLIENTS} AS ended FROM room`,
  effects: {
    client_registered: { from: 'saved' },
    client_ended: { from: 'gone', facts: ['client_id'] },
  },
});

/**
 * Writes a client that registers itself, unless there is no room.
 *
 * @param most unused registrations of all
 * @param unit what is written beside it: `client_registered`, `client_ended`
 */
export async function writeRegistration(
  database: Database,
  { id, metadata, secret }: { id: string; metadata: object; secret: string | null },
  origin: RegistrationOrigin,
  most: number,
  unit: UnitOfWork | undefined,
): Promise<RegistrationAnswer> {
  const share = Math.max(1, Math.floor(most * GREATEST_SHARE));
  const values = [id, JSON.stringify(metadata), secret, origin.from, origin.as, most, share];
  const [answer] = await runWrite<RegistrationAnswer>(database, REGISTER, values, unit);
  if (answer === undefined) throw new TypeError(`${REGISTER.name} always answers`);
  return answer;
}
