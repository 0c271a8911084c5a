/**
 * Remembers which DPoP proofs were used (RFC 9449 §11.1).
 *
 * Servers with the same URL have to share one store. Otherwise a proof that one of them has seen can
 * be used once more at each of the others. Every database can do it with one command:
 *
 * - Redis: `SET <key> 1 NX EXAT <expiresAt>`, true when the answer is `OK`.
 * - PostgreSQL: `INSERT INTO used_proofs (key, expires_at) VALUES ($1, to_timestamp($2)) ON CONFLICT
 *   DO NOTHING`, true when one row was inserted; delete what has expired now and then.
 *
 * It is not enough to read first and to write then: two requests at the same time would both find
 * nothing.
 */
export interface ReplayStore {
  /**
   * Remembers `key`, unless it is remembered already, in one atomic step for all servers that share
   * the store. Of all calls with the same key, at the same time or later, exactly one returns true.
   *
   * The store needs a timeout of its own. When it rejects, the client gets 503.
   *
   * @param key 43 characters of base64url, a hash that says nothing about token or client
   * @param expiresAt seconds since the epoch; the key has to be remembered until then
   */
  remember(key: string, expiresAt: number): Promise<boolean>;
}
