/**
 * Grants of a client that proved who it is and, by the metadata that replaces the old, needs no proof any
 * more. They end with the change: a refresh token of theirs was worth nothing without a secret or key, and
 * must not become worth something for whoever has copied it.
 *
 * @module
 */

/** RFC 7591 §2: who says nothing proves itself. */
const PROVES = (metadata: string) =>
  `coalesce(${metadata}->>'token_endpoint_auth_method', 'client_secret_basic') <> 'none'`;

/**
 * The expression `before`: the metadata that is about to be replaced. The client is locked before its
 * grants, as where it is removed. Whoever replaces it has to read from this: a row that was changed by the
 * statement itself would not be found by it any more.
 *
 * @param which condition on `clients`
 */
export const BEFORE_CHANGE = (which: string) => `before AS MATERIALIZED (
      SELECT metadata FROM clients WHERE ${which} FOR NO KEY UPDATE)`;

/**
 * The expression `ended`: the grants that end, where `replaced` has the client and `before` is there.
 *
 * @param metadata the new one: an expression of `jsonb`
 */
export const ENDED_BY_CHANGE = (metadata: string) => `ended AS (
      UPDATE grants SET revoked_at = now(), revoked_reason = 'client_changed'
      FROM replaced, before
      WHERE grants.client_id = replaced.client_id AND grants.revoked_at IS NULL
        AND grants.expires_at > now()
        AND ${PROVES('before.metadata')} AND NOT (${PROVES(`(${metadata})`)})
      RETURNING grants.id)`;

/** For the answer: how many. */
export const COUNT_ENDED = `(SELECT count(*)::int FROM ended) AS ended`;
