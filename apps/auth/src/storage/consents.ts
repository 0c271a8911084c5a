import type { Database, Statement } from '@gatehouse/database';
import { readStored, STORED_REDIRECTS } from './stored.ts';
import { tokenHash } from './token-hash.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** A user's remembered decision. `resource` is empty for OpenID scopes alone. */
export interface ConsentDecision {
  readonly userId: string;
  readonly clientId: string;
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly refused: readonly string[];
  /** where the answer goes, as `consent/decided-redirect.ts` names it; absent: for no redirect */
  readonly redirect?: string | undefined;
  /** how the client looked, as `consent/shown-client.ts` says it; absent: nobody was shown it */
  readonly shown?: string | undefined;
}

/** What is remembered for a client at a resource. */
export interface RememberedConsent {
  readonly scopes: readonly string[];
  readonly refused: readonly string[];
  /**
   * redirect → the scopes that were allowed to whoever is answered there; none where the client looked
   * otherwise when that was decided
   */
  readonly redirects: Readonly<Record<string, readonly string[]>>;
}

/** The same, and whether it is about a client that looks otherwise today. */
export interface FoundConsent extends RememberedConsent {
  readonly changed: boolean;
}

/**
 * Whether the client looked when a consent was decided as it does now. Of a version that does not write
 * this down it is known only where nobody has written the client's row since.
 *
 * @param shown how it looks now: an expression
 */
export const LOOKED_THE_SAME = (consent: string, shown: string) =>
  `coalesce(${consent}.shown = ${shown}, (
      SELECT asking.updated_at < ${consent}.decided_at FROM clients asking
      WHERE asking.id = ${consent}.client_id), false)`;

/** The kind of record that says what a user did first with an interaction (consent/first-answer.ts). */
export const FIRST_ANSWER = 'FirstAnswer';

/** A decision that is posted twice counts once: by whoever is first to mark the first answer as counted. */
const COUNTED = (idHash: string) => `counted AS (
      UPDATE artifacts SET consumed_at = now()
      WHERE kind = '${FIRST_ANSWER}' AND id_hash = ${idHash} AND consumed_at IS NULL RETURNING 1)`;

// `scopes` are for grants, whenever they were made; `redirects` and `refused` are for whoever asks anew.
// So what is refused leaves both, and a new decision brings nothing back that has expired for the second.
// Nor does what was decided at other redirects stay where the client has changed its looks since.
// What was there before is locked first, so that nothing changes between it and what is written.
const REMEMBER = write('consent_remember', {
  expressions: `${COUNTED('$8')},
    before AS MATERIALIZED (
      SELECT scopes FROM consents
      WHERE user_id = $1 AND client_id = $2 AND resource = $3 FOR UPDATE),
    decided AS (
      INSERT INTO consents (user_id, client_id, resource, scopes, refused, expires_at, redirects, shown)
      SELECT $1, $2, $3, $4::text[], $5::text[], now() + make_interval(secs => $6::float8),
        CASE WHEN $7::text IS NULL THEN '{}' ELSE jsonb_build_object($7::text, to_jsonb($4::text[])) END, $9
      FROM (SELECT count(*) FROM before) AS first
      ON CONFLICT (user_id, client_id, resource) DO UPDATE
        SET scopes = (SELECT coalesce(array_agg(DISTINCT s), '{}') FROM unnest(excluded.scopes
              || (SELECT array(SELECT unnest(consents.scopes) EXCEPT SELECT unnest(excluded.refused)))) AS s),
          redirects = (SELECT coalesce(jsonb_object_agg(at.redirect, at.scopes), '{}') FROM (
              SELECT d.key AS redirect, jsonb_agg(DISTINCT s.scope) AS scopes FROM (
                  SELECT * FROM jsonb_each(excluded.redirects) UNION ALL
                  SELECT * FROM jsonb_each(consents.redirects) WHERE consents.expires_at > now()
                    AND ${LOOKED_THE_SAME('consents', 'excluded.shown')}) AS d,
                jsonb_array_elements_text(d.value) AS s(scope)
              WHERE s.scope <> ALL (excluded.refused) GROUP BY d.key) AS at),
          refused = array(
              SELECT unnest(consents.refused) WHERE consents.expires_at > now()
              EXCEPT SELECT unnest(excluded.scopes) UNION SELECT unnest(excluded.refused)),
          decided_at = now(), expires_at = excluded.expires_at, shown = excluded.shown
      RETURNING user_id, client_id, resource),
    given AS (SELECT * FROM decided WHERE $8::text IS NULL OR EXISTS (SELECT 1 FROM counted)),
    withdrawn AS (
      SELECT decided.user_id, decided.client_id, decided.resource, lost.scopes
      FROM decided, before, LATERAL (SELECT array(
        SELECT unnest(before.scopes) INTERSECT SELECT unnest($5::text[]) EXCEPT SELECT unnest($4::text[])
        ORDER BY 1) AS scopes) AS lost
      WHERE cardinality(lost.scopes) > 0)`,
  answer: `SELECT EXISTS (SELECT 1 FROM given) AS given,
      coalesce((SELECT scopes FROM withdrawn), '{}') AS withdrawn FROM decided`,
  effects: {
    consent_given: { from: 'given' },
    consent_withdrawn: {
      from: 'withdrawn',
      facts: ['user_id', 'client_id', 'resource', 'scopes'],
    },
  },
});

const DECLINE = write('consent_decline', {
  expressions: COUNTED('$1'),
  answer: 'SELECT 1 AS counted FROM counted',
  effects: { consent_denied: { from: 'counted' } },
});

/** What a decision has changed. */
export interface Decided {
  /** `false`: the same was posted before, a double click */
  readonly given: boolean;
  /** scopes that were allowed until now */
  readonly withdrawn: readonly string[];
}

const FIND: Statement = {
  name: 'consent_find',
  text: `SELECT scopes, refused, CASE WHEN same THEN redirects ELSE '{}' END AS redirects,
      NOT same AS changed
    FROM consents c, LATERAL (SELECT ${LOOKED_THE_SAME('c', '$4')} AS same) AS looked
    WHERE user_id = $1 AND client_id = $2 AND resource = $3 AND expires_at > now()`,
};

const ANY: Statement = {
  name: 'consent_any',
  text: `SELECT 1 AS found FROM consents c
    WHERE user_id = $1 AND client_id = $2 AND expires_at > now() AND EXISTS (
      SELECT 1 FROM jsonb_array_elements_text(c.redirects -> $3) AS s(scope) WHERE s.scope = ANY (c.scopes))
    LIMIT 1`,
};

/**
 * What the user of the grant `g` lets its client do today, as a JSON array; null where they do not
 * consent to the client any more.
 */
export const CONSENTED = `(SELECT coalesce(jsonb_agg(s.scope) FILTER (WHERE s.scope IS NOT NULL), '[]')
        FROM consents c LEFT JOIN LATERAL unnest(c.scopes) AS s(scope) ON true
        WHERE c.user_id = g.user_id AND c.client_id = g.client_id
          AND (c.resource = g.resource OR g.resource = '')
        HAVING count(*) > 0)`;

/** Remembered decisions, apart from the grants that were made from them. */
export class Consents {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Adds to what was allowed before, less what is refused now.
   *
   * @param expiresIn seconds
   * @param interactionUid the interaction in which it was decided: of equal answers to one, one counts
   * @param unit what is written beside it: `consent_given`, `consent_withdrawn`
   */
  async remember(
    decision: ConsentDecision,
    expiresIn: number,
    interactionUid?: string,
    unit?: UnitOfWork,
  ): Promise<Decided> {
    const values = [
      decision.userId,
      decision.clientId,
      decision.resource,
      [...decision.scopes],
      [...decision.refused],
      expiresIn,
      decision.redirect ?? null,
      interactionUid === undefined ? null : tokenHash(interactionUid),
      decision.shown ?? null,
    ];
    const [decided] = await runWrite<Decided>(this.#db, REMEMBER, values, unit);
    return decided ?? { given: false, withdrawn: [] };
  }

  /**
   * Counts a no, which is remembered nowhere else.
   *
   * @param unit what is written beside it: `consent_denied`
   * @returns `false` where it was counted before; of parallel callers exactly one gets `true`
   */
  async decline(interactionUid: string, unit?: UnitOfWork): Promise<boolean> {
    const counted = await runWrite(this.#db, DECLINE, [tokenHash(interactionUid)], unit);
    return counted.length === 1;
  }

  /** @param shown how the client looks now: what was decided at redirects counts only for that */
  async find(
    userId: string,
    clientId: string,
    resource: string,
    shown: string,
  ): Promise<FoundConsent | undefined> {
    const values = [userId, clientId, resource, shown];
    const [row] = await this.#db.query<FoundConsent>(FIND, values);
    return row && withRedirects(row);
  }

  /** Whether the user has allowed anything to this client at this redirect, at whatever resource. */
  async any(userId: string, clientId: string, redirect: string): Promise<boolean> {
    const rows = await this.#db.query(ANY, [userId, clientId, redirect]);
    return rows.length > 0;
  }
}

/** A row as it was found: its redirects are the one column of JSON. */
export function withRedirects<Row extends Pick<RememberedConsent, 'redirects'>>(row: Row): Row {
  return { ...row, redirects: readStored('consent', STORED_REDIRECTS, row.redirects) };
}
