/**
 * Registrations end by themselves: those that were never used, those that are not used any more, and those of
 * which there are too many alike. What an operator registered stays.
 *
 * @module
 */
import type { Database } from '@gatehouse/database';
import { MOST_ALIKE } from './client-registration.ts';
import {
  ENDED_CLIENTS,
  type EndedClient,
  HOLDS_NOTHING,
  IS_OLD,
  IS_UNUSED,
  WITH_ALL_THAT_THEY_HOLD,
  YOUNGEST_TO_GO,
} from './client-removal.ts';
import { runWrite, type UnitOfWork, type Write, write } from './unit-of-work.ts';

/** Why a registration ends by itself. */
export type ClientEnd = 'unused' | 'idle' | 'surplus';

/** How long registrations stay. */
export interface ClientLifetimes {
  /** seconds that one stays without having got a token; undefined: for good */
  readonly unusedLifetime: number | undefined;
  /** seconds that one stays after its last token, and up to a day; undefined: for good */
  readonly idleLifetime: number | undefined;
}

export interface EndedBatch {
  /** clients that were looked at */
  readonly seen: number;
  /** where the next batch begins; null where nothing was seen */
  readonly reached: Date | null;
  readonly ended: readonly EndedClient[];
}

interface Ending {
  /** the column that the batches go by; it has an index */
  readonly column: string;
  /** the same as a time */
  readonly time: string;
  /** which rows `c` are looked at; $1 is the time to begin at */
  readonly looked: string;
  /** which of these go */
  readonly doomed: string;
  /** $2 and so on */
  readonly values: (lifetimes: ClientLifetimes) => readonly (number | undefined)[];
}

const secondsAgo = (parameter: string) => `now() - make_interval(secs => ${parameter}::float8)`;
const LAST_USE = 'greatest(g.created_at, g.last_used_at)';
const IS_IDLE = `c.kind = 'dynamic' AND c.last_used_on IS NOT NULL
      AND c.last_used_on < ((${secondsAgo('$2')}) AT TIME ZONE 'UTC')::date`;

const ENDINGS: Readonly<Record<ClientEnd, Ending>> = {
  unused: {
    column: 'created_at',
    time: 'created_at',
    looked: `${IS_UNUSED} AND c.created_at <= ${secondsAgo('$2')} AND c.created_at >= $1::timestamptz`,
    // The day of a use is lost where a process was killed; then the grants say when that was.
    doomed: `${IS_UNUSED} AND NOT EXISTS (
      SELECT 1 FROM grants g WHERE g.client_id = c.id
        AND (g.created_at > now() - interval '${YOUNGEST_TO_GO} seconds'
          OR (g.first_used_at IS NOT NULL AND ($3::float8 IS NULL OR ${LAST_USE} > ${secondsAgo('$3')}))))`,
    values: ({ unusedLifetime, idleLifetime }) => [unusedLifetime, idleLifetime],
  },
  idle: {
    column: 'last_used_on',
    time: `last_used_on::timestamp AT TIME ZONE 'UTC'`,
    looked: `${IS_IDLE} AND c.last_used_on >= ($1::timestamptz AT TIME ZONE 'UTC')::date`,
    doomed: `${IS_IDLE} AND NOT EXISTS (
      SELECT 1 FROM grants g WHERE g.client_id = c.id AND ${LAST_USE} > ${secondsAgo('$2')})`,
    values: ({ idleLifetime }) => [idleLifetime],
  },
  surplus: {
    column: 'created_at',
    time: 'created_at',
    looked: `${IS_UNUSED} AND ${IS_OLD} AND c.created_at >= $1::timestamptz`,
    doomed: `${IS_UNUSED} AND c.registered_from <> '' AND ${HOLDS_NOTHING} AND ${MOST_ALIKE} = (
      SELECT count(*) FROM (
        SELECT 1 FROM clients n WHERE n.kind = 'dynamic' AND n.last_used_on IS NULL
          AND n.registered_from = c.registered_from AND n.registered_as = c.registered_as
          AND n.created_at > c.created_at LIMIT ${MOST_ALIKE}) AS newer)`,
    values: () => [],
  },
};

/**
 * The statement that looks at one batch, and ends those that are not needed.
 *
 * The size is part of the text: for a parameter the planner would assume a tenth of the table. Rows that a
 * request has locked are in use, and are left.
 */
export function clientEnd(why: ClientEnd, size: number): Write {
  const { column, time, looked, doomed } = ENDINGS[why];
  const change = write('client_end', {
    expressions: `looked AS MATERIALIZED (
      SELECT c.id, c.${column} FROM clients c WHERE ${looked} ORDER BY c.${column} LIMIT ${size}),
    doomed AS MATERIALIZED (
      SELECT c.id FROM looked JOIN clients c ON c.id = looked.id WHERE ${doomed}
      ORDER BY c.id FOR UPDATE OF c SKIP LOCKED),
    ${WITH_ALL_THAT_THEY_HOLD}`,
    answer: `SELECT (SELECT count(*)::int FROM looked) AS seen,
      (SELECT max(${time}) FROM looked) AS reached, ${ENDED_CLIENTS} AS ended`,
    effects: { client_ended: { from: 'gone', facts: ['client_id'] } },
  });
  return { ...change, name: `${change.name}_${why}_${size}` };
}

/** The values of the statement. @param from where the batch begins */
export function clientEndValues(
  why: ClientEnd,
  from: Date,
  lifetimes: ClientLifetimes,
): readonly unknown[] {
  return [from, ...ENDINGS[why].values(lifetimes).map((seconds) => seconds ?? null)];
}

/**
 * Looks at one batch of registrations, and ends those that are not needed, with all that they hold.
 *
 * @param unit what is written beside it: `client_ended`
 */
export async function endClients(
  database: Database,
  why: ClientEnd,
  batch: { readonly from: Date; readonly size: number },
  lifetimes: ClientLifetimes,
  unit: UnitOfWork | undefined,
): Promise<EndedBatch> {
  const values = clientEndValues(why, batch.from, lifetimes);
  const [ended] = await runWrite<EndedBatch>(database, clientEnd(why, batch.size), values, unit);
  return ended ?? { seen: 0, reached: null, ended: [] };
}
