import { createHash } from 'node:crypto';
import pg from 'pg';

/** What the database says about all chains of refresh tokens together. */
export interface Chains {
  /** refresh tokens stored, used or not */
  readonly tokens: number;
  /** grants that have any */
  readonly chains: number;
  /** grants with more than one token that could still be used, or with more than one first token */
  readonly forked: number;
  /** used tokens that have no successor, or one that is not there */
  readonly torn: number;
}

/** Asks the database itself what became of tokens, past the server. */
export class StoredTokens {
  readonly #pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.#pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    // A server that is restarted cuts this connection, too; the next question opens another.
    this.#pool.on('error', () => {});
  }

  async chains(): Promise<Chains> {
    const { rows } = await this.#pool.query<Chains>(`
      WITH token AS (SELECT * FROM artifacts WHERE kind = 'RefreshToken'),
      chain AS (
        SELECT grant_id,
          count(*) FILTER (WHERE consumed_at IS NULL) AS heads,
          count(*) FILTER (WHERE NOT EXISTS (
            SELECT FROM token before WHERE before.successor_hash = token.id_hash)) AS roots
        FROM token GROUP BY grant_id)
      SELECT (SELECT count(*) FROM token)::int AS tokens,
        (SELECT count(*) FROM chain)::int AS chains,
        (SELECT count(*) FROM chain WHERE heads > 1 OR roots > 1)::int AS forked,
        (SELECT count(*) FROM token WHERE consumed_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM token next WHERE next.id_hash = token.successor_hash))::int AS torn`);
    return rows[0]!;
  }

  /** How many of these refresh tokens are neither used and replaced, nor the live end of a chain. */
  async unaccounted(refreshTokens: readonly string[]): Promise<number> {
    const { rows } = await this.#pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM unnest($1::text[]) AS known(id_hash)
       WHERE NOT EXISTS (SELECT FROM artifacts a WHERE a.kind = 'RefreshToken'
         AND a.id_hash = known.id_hash
         AND (a.consumed_at IS NULL) = (a.successor_hash IS NULL))`,
      [refreshTokens.map(hashOf)],
    );
    return rows[0]!.count;
  }

  /** Why a grant was revoked; `null` while it lives. */
  async revokedReason(grantId: string): Promise<string | null> {
    const { rows } = await this.#pool.query<{ reason: string | null }>(
      'SELECT revoked_reason AS reason FROM grants WHERE id = $1',
      [grantId],
    );
    return rows[0]!.reason;
  }

  /** Whether a code or a refresh token was used up. */
  async isUsed(value: string): Promise<boolean> {
    const { rows } = await this.#pool.query<{ used: boolean }>(
      'SELECT consumed_at IS NOT NULL AS used FROM artifacts WHERE id_hash = $1',
      [hashOf(value)],
    );
    return rows[0]!.used;
  }

  /** How many codes were ever issued. */
  async codes(): Promise<number> {
    const { rows } = await this.#pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM artifacts WHERE kind = 'AuthorizationCode'",
    );
    return rows[0]!.count;
  }

  /** Codes that were used up under a grant that lives, and gave no refresh token. */
  async codesWithoutTokens(): Promise<number> {
    const { rows } = await this.#pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM artifacts c JOIN grants g ON g.id = c.grant_id
       WHERE c.kind = 'AuthorizationCode' AND c.consumed_at IS NOT NULL AND g.revoked_at IS NULL
         AND NOT EXISTS (SELECT FROM artifacts t
           WHERE t.kind = 'RefreshToken' AND t.grant_id = c.grant_id)`,
    );
    return rows[0]!.count;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** As it is stored: docs/storage.md, "Hashed". */
function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}
