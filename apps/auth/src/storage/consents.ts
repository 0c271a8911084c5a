import type { Database, Statement } from '@gatehouse/database';

/** A person's remembered decision. `resource` is empty for OpenID scopes alone. */
export interface ConsentDecision {
  readonly userId: string;
  readonly clientId: string;
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly refused: readonly string[];
}

const REMEMBER: Statement = {
  name: 'consent_remember',
  text: `INSERT INTO consents (user_id, client_id, resource, scopes, refused, expires_at)
    VALUES ($1, $2, $3, $4::text[], $5::text[], now() + make_interval(secs => $6::float8))
    ON CONFLICT (user_id, client_id, resource) DO UPDATE
      SET scopes = (SELECT coalesce(array_agg(DISTINCT s), '{}') FROM unnest(excluded.scopes
            || (SELECT array(SELECT unnest(consents.scopes) EXCEPT SELECT unnest(excluded.refused)))) AS s),
        refused = excluded.refused, decided_at = now(), expires_at = excluded.expires_at`,
};

const FIND: Statement = {
  name: 'consent_find',
  text: `SELECT scopes, refused FROM consents
    WHERE user_id = $1 AND client_id = $2 AND resource = $3 AND expires_at > now()`,
};

const ANY: Statement = {
  name: 'consent_any',
  text: `SELECT 1 AS found FROM consents
    WHERE user_id = $1 AND client_id = $2 AND cardinality(scopes) > 0 AND expires_at > now() LIMIT 1`,
};

/** Remembered decisions, apart from the grants that were made from them. */
export class Consents {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds to what was allowed before, less what is refused now. @param expiresIn seconds */
  async remember(decision: ConsentDecision, expiresIn: number): Promise<void> {
    await this.#db.query(REMEMBER, [
      decision.userId,
      decision.clientId,
      decision.resource,
      [...decision.scopes],
      [...decision.refused],
      expiresIn,
    ]);
  }

  async find(
    userId: string,
    clientId: string,
    resource: string,
  ): Promise<{ scopes: string[]; refused: string[] } | undefined> {
    const [row] = await this.#db.query<{ scopes: string[]; refused: string[] }>(FIND, [
      userId,
      clientId,
      resource,
    ]);
    return row;
  }

  /** Whether the person has allowed anything to this client, at whatever resource. */
  async any(userId: string, clientId: string): Promise<boolean> {
    const rows = await this.#db.query(ANY, [userId, clientId]);
    return rows.length > 0;
  }
}
