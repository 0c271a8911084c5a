/** Seconds. What registered so lately may be about to be used, so nothing makes room for anything by ending it. */
export const YOUNGEST_TO_GO = 3600;

/** A row `c` of a client that registered itself and never got a token. The indexes are on exactly this. */
export const IS_UNUSED = `c.kind = 'dynamic' AND c.last_used_on IS NULL`;

/** A row `c` that is old enough to make room for others. */
export const IS_OLD = `c.created_at <= now() - interval '${YOUNGEST_TO_GO} seconds'`;

/**
 * A row `c` whose grants do not say otherwise: the day in `last_used_on` is written up to a minute late, and
 * not at all by a process that is killed.
 */
export const HOLDS_NOTHING = `NOT EXISTS (SELECT 1 FROM grants g WHERE g.client_id = c.id
      AND (g.first_used_at IS NOT NULL OR g.created_at > now() - interval '${YOUNGEST_TO_GO} seconds'))`;

/**
 * The expression `theirs`: grants of the clients in `doomed`.
 *
 * @param lock `FOR UPDATE OF g`, or nothing. Grants are locked before their tokens and in the order of their ids,
 *   as a token request does it
 */
export const theirGrants = (lock: string) => `theirs AS MATERIALIZED (
      SELECT g.id, g.client_id, g.revoked_at IS NULL AND g.expires_at > now() AS lives
      FROM grants g JOIN doomed ON doomed.id = g.client_id
      ORDER BY g.id ${lock})`;

/** The expressions `theirs`, `tokens` and `gone`: the clients in `doomed` go with all that they hold. */
export const WITH_ALL_THAT_THEY_HOLD = `${theirGrants('FOR UPDATE OF g')},
    tokens AS (DELETE FROM artifacts a USING theirs WHERE a.grant_id = theirs.id),
    gone AS (DELETE FROM clients c USING doomed WHERE c.id = doomed.id RETURNING c.id AS client_id)`;

/** A client that was removed. */
export interface EndedClient {
  readonly client_id: string;
  /** grants of its that had not ended yet, and ended with it */
  readonly grants: number;
}

/** An array of {@link EndedClient}, from `gone` and `theirs`. */
export const ENDED_CLIENTS = `coalesce((
      SELECT jsonb_agg(jsonb_build_object('client_id', gone.client_id, 'grants',
        (SELECT count(*)::int FROM theirs WHERE theirs.client_id = gone.client_id AND lives)))
      FROM gone), '[]')`;
