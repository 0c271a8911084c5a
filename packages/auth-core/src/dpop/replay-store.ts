/**
 * Remembers which DPoP proofs were used (RFC 9449 §11.1).
 *
 * Servers that answer under one URL share one store, or a proof that one of them has seen works
 * once more at each of the others. Every store can do it with one command:
 *
 * - Redis: `SET <key> 1 NX EXAT <expiresAt>`, true when the answer is `OK`.
 * - PostgreSQL: `INSERT INTO used_proofs (key, expires_at) VALUES ($1, to_timestamp($2)) ON CONFLICT
 *   DO NOTHING`, true when one row was inserted; delete what has expired now and then.
 *
 * To read first and write then is not enough: two requests would both find nothing.
 */
export interface ReplayStore {
  /**
   * Remembers `key` unless it is remembered already: one atomic step, across all that share the
   * store. Of any number of calls with one key, at once or later, exactly one gives true.
   *
   * It has to answer or reject within a time of its own; a rejection is answered with 503.
   *
   * @param key 43 characters of base64url, which tell nothing about token or client
   * @param expiresAt seconds since the epoch until which the key has to be remembered
   */
  remember(key: string, expiresAt: number): Promise<boolean>;
}
