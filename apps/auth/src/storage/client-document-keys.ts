import type { Database, Statement } from '@gatehouse/database';

/** Seconds: however often a key is used that nobody has, its address is asked no more often. */
const ASK_AGAIN_AFTER = 60;

/**
 * Seconds that keys serve without a good answer of their address. A client that lost a key takes it out
 * there, which has to count at some time also for whoever keeps that address from answering.
 */
const LONGEST_WITHOUT_ANSWER = 7 * 86_400;

/** Public keys in a row are as a client publishes them; who uses them looks at each. */
export interface KnownKeys {
  /** a set as of RFC 7517 §5; null: there was no good answer yet, or too long ago */
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null;
  /** it need not be asked for again */
  readonly fresh: boolean;
  /** it was asked for less than {@link ASK_AGAIN_AFTER} ago */
  readonly waits: boolean;
  /** the operator registered the client by command, so its host may be at a private address */
  readonly mayBePrivate: boolean;
}

/** $1 client, $2 address */
const FIND: Statement = {
  name: 'document_keys_find',
  text: `SELECT CASE WHEN k.fetched_at > now() - make_interval(secs => ${LONGEST_WITHOUT_ANSWER})
      AND k.address = $2 THEN k.jwks END AS jwks,
    coalesce(k.fresh_until > now() AND k.address = $2, false) AS fresh,
    coalesce(k.retry_at > now(), false) AS waits,
    coalesce(d.may_be_private, false) AS "mayBePrivate"
  FROM (SELECT $1::text AS id) AS asked
    LEFT JOIN client_document_keys k ON k.client_id = asked.id
    LEFT JOIN client_documents d ON d.client_id = asked.id`,
};

/** One of all that come at the same time gets a row. */
const BEGIN: Statement = {
  name: 'document_keys_begin',
  text: `INSERT INTO client_document_keys AS k (client_id, address, retry_at)
    SELECT id, $2, now() + make_interval(secs => ${ASK_AGAIN_AFTER}) FROM clients
      WHERE id = $1 AND kind = 'document'
    ON CONFLICT (client_id) DO UPDATE SET retry_at = excluded.retry_at, address = excluded.address,
      jwks = CASE WHEN k.address = excluded.address THEN k.jwks END,
      fetched_at = CASE WHEN k.address = excluded.address THEN k.fetched_at END,
      fresh_until = CASE WHEN k.address = excluded.address THEN k.fresh_until END
      WHERE k.retry_at <= now()
    RETURNING client_id`,
};

/** $3 keys, $4 seconds that they are fresh */
const FETCHED: Statement = {
  name: 'document_keys_fetched',
  text: `UPDATE client_document_keys SET jwks = $3::jsonb, fetched_at = now(),
      fresh_until = now() + make_interval(secs => $4::float8)
    WHERE client_id = $1 AND address = $2`,
};

/** Keys of clients that have a document, and have their keys at an address of their own. */
export class ClientDocumentKeys {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** What is known of them, as long as they are from this address. */
  async find(clientId: string, address: string): Promise<KnownKeys> {
    const [row] = await this.#db.query<KnownKeys>(FIND, [clientId, address]);
    if (row === undefined) throw new TypeError('a row of a list of one is missing');
    return row;
  }

  /**
   * Says that the address is going to be asked. Of all that want to at the same time, in one process or in
   * many, one may; and nobody within {@link ASK_AGAIN_AFTER} of it, whatever comes of it.
   */
  async begin(clientId: string, address: string): Promise<boolean> {
    return (await this.#db.query(BEGIN, [clientId, address])).length === 1;
  }

  /** Stores a good answer. Of any other nothing is stored, so that it replaces no good one. */
  async fetched(
    clientId: string,
    address: string,
    { keys, freshFor }: { readonly keys: readonly object[]; readonly freshFor: number },
  ): Promise<void> {
    await this.#db.query(FETCHED, [clientId, address, JSON.stringify({ keys }), freshFor]);
  }
}
