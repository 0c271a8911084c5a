import type { Database, Statement } from '@gatehouse/database';
import type { ClientKind, ClientMetadata } from './clients.ts';
import { BEFORE_CHANGE, COUNT_ENDED, ENDED_BY_CHANGE } from './lost-proof.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** Seconds: so long after a failure the address is left alone. */
const RETRY_AFTER = 60;
/** Seconds: a person who is asked is not written down more often than this. */
const NOTED_EVERY = 600;

/** What is known of a client id that is the address of a document. */
export interface KnownDocument {
  /** of the client with this id; null: there is none */
  readonly kind: ClientKind | null;
  /** the operator shut the client out */
  readonly disabled: boolean;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** the operator gave a copy: it is never fetched */
  readonly pinned: boolean;
  /** the operator registered it by command */
  readonly mayBePrivate: boolean;
  /** what is stored may be used without asking for it again */
  readonly fresh: boolean;
  /** the last fetch failed, less than {@link RETRY_AFTER} ago */
  readonly waits: boolean;
  /** its host said that it is no more */
  readonly ended: boolean;
  /** seconds since when every fetch has failed; null: the last one was good */
  readonly failingFor: number | null;
}

/** Of a good answer: what the next request for the document goes by. */
export interface Freshness {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** seconds */
  readonly freshFor: number;
}

/** What the operator decided who registered a document by command. */
export interface ByOperator {
  /** the metadata is their copy, and is never fetched */
  readonly pinned: boolean;
}

/** What became of the client. */
export interface DocumentSaved {
  readonly is: 'registered' | 'replaced';
  /** grants that ended, because the client proves itself no more (lost-proof.ts) */
  readonly grants: number;
}

const IS_OWN = `clients.kind = 'document'`;

/**
 * $1 id, $2 seconds that an unused client is kept. Whoever asks is about to use the client, so that no
 * sweep may take it from under them: that is written here, but not with each request.
 */
const FIND: Statement = {
  name: 'document_find',
  text: `WITH noted AS (
      UPDATE client_documents SET kept_until = now() + make_interval(secs => $2::float8)
      WHERE client_id = $1
        AND kept_until < now() + make_interval(secs => $2::float8 - ${NOTED_EVERY}))
    SELECT c.kind::text AS kind, coalesce(c.disabled_at IS NOT NULL, false) AS disabled,
      d.etag, d.last_modified AS "lastModified", coalesce(d.pinned, false) AS pinned,
      coalesce(d.may_be_private, false) AS "mayBePrivate",
      coalesce(d.pinned OR (d.ended_at IS NULL AND d.fresh_until > now()), false) AS fresh,
      coalesce(d.retry_at > now(), false) AS waits, coalesce(d.ended_at IS NOT NULL, false) AS ended,
      extract(epoch FROM now() - d.failing_since)::float8 AS "failingFor"
    FROM (SELECT $1::text AS id) AS asked
      LEFT JOIN clients c ON c.id = asked.id LEFT JOIN client_documents d ON d.client_id = c.id`,
};

/** $1 id, $2 metadata. A row that is the same is left as it is: nothing has changed for anybody. */
const CLIENT = (mayReplace: string) => `${BEFORE_CHANGE('id = $1')},
    saved AS (
      INSERT INTO clients (id, kind, metadata, updated_at, last_used_on)
      SELECT $1::text, 'document', $2::jsonb, now(), NULL
      FROM (SELECT count(*) FROM before) AS first
      ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata, updated_at = now()
        WHERE ${IS_OWN} AND clients.metadata <> excluded.metadata AND ${mayReplace}
      RETURNING id AS client_id, xmax = 0 AS is_new),
    registered AS (SELECT client_id FROM saved WHERE is_new),
    replaced AS (SELECT client_id FROM saved WHERE NOT is_new),
    ${ENDED_BY_CHANGE('$2::jsonb')},
    held AS (SELECT client_id FROM saved UNION
      SELECT id FROM clients WHERE id = $1 AND ${IS_OWN})`;
const EFFECTS = {
  client_registered: { from: 'registered' },
  client_changed: { from: 'replaced' },
} as const;
const ANSWER = `SELECT (SELECT is_new FROM saved) AS "isNew", ${COUNT_ENDED} FROM written`;

/** $3 etag, $4 last modified, $5 seconds it is fresh, $6 seconds it is kept. */
const FETCHED = write('document_fetched', {
  expressions: `${CLIENT(`NOT EXISTS (
          SELECT 1 FROM client_documents d WHERE d.client_id = clients.id AND d.pinned)`)},
    written AS (
      INSERT INTO client_documents AS d (client_id, etag, last_modified, fresh_until, kept_until)
      SELECT client_id, $3, $4, now() + make_interval(secs => $5::float8),
        now() + make_interval(secs => $6::float8) FROM held
      ON CONFLICT (client_id) DO UPDATE SET etag = excluded.etag,
        last_modified = excluded.last_modified, fresh_until = excluded.fresh_until,
        retry_at = NULL, failing_since = NULL, ended_at = NULL
        WHERE NOT d.pinned
      RETURNING client_id)`,
  answer: ANSWER,
  effects: EFFECTS,
});

/** The same, and $7 whether it is a copy. */
const BY_OPERATOR = write('document_by_operator', {
  expressions: `${CLIENT('true')},
    written AS (
      INSERT INTO client_documents AS d
        (client_id, etag, last_modified, fresh_until, kept_until, pinned, may_be_private)
      SELECT client_id, $3, $4, now() + make_interval(secs => $5::float8),
        now() + make_interval(secs => $6::float8), $7::bool, true FROM held
      ON CONFLICT (client_id) DO UPDATE SET etag = excluded.etag,
        last_modified = excluded.last_modified, fresh_until = excluded.fresh_until,
        retry_at = NULL, failing_since = NULL, ended_at = NULL,
        pinned = excluded.pinned, may_be_private = true
      RETURNING client_id)`,
  answer: ANSWER,
  effects: EFFECTS,
});

const UNCHANGED: Statement = {
  name: 'document_unchanged',
  text: `UPDATE client_documents SET etag = coalesce($2, etag),
      last_modified = coalesce($3, last_modified),
      fresh_until = now() + make_interval(secs => $4::float8),
      retry_at = NULL, failing_since = NULL, ended_at = NULL
    WHERE client_id = $1 AND NOT pinned`,
};

const FAILED: Statement = {
  name: 'document_failed',
  text: `UPDATE client_documents SET retry_at = now() + make_interval(secs => ${RETRY_AFTER}),
      failing_since = coalesce(failing_since, now())
    WHERE client_id = $1 AND NOT pinned`,
};

const ENDED: Statement = {
  name: 'document_ended',
  text: `UPDATE client_documents SET retry_at = now() + make_interval(secs => ${RETRY_AFTER}),
      failing_since = coalesce(failing_since, now()), ended_at = coalesce(ended_at, now()),
      fresh_until = least(fresh_until, now())
    WHERE client_id = $1 AND NOT pinned`,
};

interface SavedRow {
  /** null: it was left as it was */
  readonly isNew: boolean | null;
  readonly ended: number;
}

/** Clients whose id is the address of their metadata, and how good what is stored of them still is. */
export class ClientDocuments {
  readonly #db: Database;
  /** seconds that a client is kept which nobody has allowed anything */
  readonly #kept: number;

  /** @param interactionLifetime seconds that a person may take for each question that they are asked */
  constructor(db: Database, interactionLifetime: number) {
    this.#db = db;
    // Signing in and consent are two questions.
    this.#kept = 2 * interactionLifetime + 2 * NOTED_EVERY;
  }

  /** What is known of an id, whatever kind of client has it, before the client is used. */
  async find(clientId: string): Promise<KnownDocument> {
    const [row] = await this.#db.query<KnownDocument>(FIND, [clientId, this.#kept]);
    if (row === undefined) throw new TypeError('a row of a list of one is missing');
    return row;
  }

  /**
   * Stores what was fetched. Where a client of another kind has the id, or the operator has given a
   * copy, nothing is written. Whether the operator disabled the client is not touched.
   *
   * @param metadata normalised, without a secret
   * @param unit what is written beside it: `client_registered`, `client_changed`
   * @returns undefined where the metadata is as it was
   */
  fetched(
    metadata: ClientMetadata,
    fresh: Freshness,
    unit?: UnitOfWork,
  ): Promise<DocumentSaved | undefined> {
    return this.#save(FETCHED, this.#values(metadata, fresh), unit);
  }

  /**
   * Stores what the operator registers by command, in the place of what was there of the document.
   *
   * @param unit what is written beside it: `client_registered`, `client_changed`
   * @returns undefined where the metadata is as it was
   * @throws ForeignClientId where a client of another kind has the id
   */
  async byOperator(
    metadata: ClientMetadata,
    fresh: Freshness,
    { pinned }: ByOperator,
    unit?: UnitOfWork,
  ): Promise<DocumentSaved | undefined> {
    return this.#save(BY_OPERATOR, [...this.#values(metadata, fresh), pinned], unit, () => {
      throw new ForeignClientId();
    });
  }

  /** The host says that what is stored is what it still has (RFC 9110 §15.4.5). */
  async unchanged(clientId: string, { etag, lastModified, freshFor }: Freshness): Promise<void> {
    await this.#db.query(UNCHANGED, [clientId, etag, lastModified, freshFor]);
  }

  /** A fetch of a document that is known has failed. */
  async failed(clientId: string): Promise<void> {
    await this.#db.query(FAILED, [clientId]);
  }

  /** The host says that the document is no more. */
  async ended(clientId: string): Promise<void> {
    await this.#db.query(ENDED, [clientId]);
  }

  #values(metadata: ClientMetadata, { etag, lastModified, freshFor }: Freshness): unknown[] {
    const { client_id: id } = metadata;
    return [id, JSON.stringify(metadata), etag, lastModified, freshFor, this.#kept];
  }

  async #save(
    change: typeof FETCHED,
    values: readonly unknown[],
    unit: UnitOfWork | undefined,
    notWritten: () => void = () => {},
  ): Promise<DocumentSaved | undefined> {
    const [row] = await runWrite<SavedRow>(this.#db, change, values, unit);
    if (row === undefined) notWritten();
    if (row?.isNew == null) return undefined;
    return { is: row.isNew ? 'registered' : 'replaced', grants: row.ended };
  }
}

/** The id is that of a client which registered itself, or which the operator registered as such. */
export class ForeignClientId extends Error {
  readonly code = 'foreign_client_id';

  constructor() {
    super('a client of another kind has this id');
    this.name = 'ForeignClientId';
  }
}
