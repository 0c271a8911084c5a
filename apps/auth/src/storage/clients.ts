import type { Database, Statement } from '@gatehouse/database';
import type { SigningAlgorithm } from '../protocol/algorithms.ts';
import { scopeNames } from '../protocol/scopes.ts';
import { type PruneCriteria, type PrunedBatch, prunedClients } from './client-prune.ts';
import { withSecretApart } from './client-secrets.ts';
import { OPERATOR_TERMS, OperatorTerms } from './operator-terms.ts';
import { isMisplaced, type Sealer } from './sealing.ts';
import { storedClientMetadata } from './stored.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/**
 * How ID tokens are signed for a client whose record does not say: until RS256 became what a new
 * registration gets (decision 69), the operator's were stored without the member. A replica of that
 * version beside this one goes on storing them so, which is why no migration fills it in.
 */
export const EARLIER_ID_TOKEN_ALG: SigningAlgorithm = 'ES256';

/**
 * - `dynamic`: it registered itself (RFC 7591)
 * - `operator`: the operator registered it
 * - `document`: its id is the address of its metadata (client-documents.ts)
 */
export type ClientKind = 'dynamic' | 'operator' | 'document';

/** RFC 7591 client metadata, secret included. */
export interface ClientMetadata {
  readonly [member: string]: unknown;
  readonly client_id: string;
  readonly client_secret?: string;
}

/** A row of `clients` as `to_jsonb` gives it. */
export interface ClientRow {
  readonly id: string;
  readonly kind: ClientKind;
  readonly metadata: Omit<ClientMetadata, 'client_secret'> & { readonly client_id: string };
  readonly secret: string | null;
  readonly resources: readonly string[];
  readonly introspects: readonly string[];
  readonly silent: boolean;
  readonly trusted: boolean;
  readonly pkce_optional: boolean;
}

/** The same as it comes from the database: nobody has looked at the JSON yet. */
export interface StoredClientRow extends Omit<ClientRow, 'metadata'> {
  readonly metadata: unknown;
}

/** @throws StoredShapeError where the metadata is no metadata */
export function clientRow(stored: StoredClientRow): ClientRow {
  return { ...stored, metadata: storedClientMetadata(stored.metadata) };
}

/** A client for the operator's eyes: without its secret. */
export interface ListedClient extends Omit<ClientRow, 'secret'> {
  readonly created_at: Date;
  /** the day of its last token (UTC), as `YYYY-MM-DD`; null: none yet */
  readonly last_used_on: string | null;
  readonly disabled_at: Date | null;
  /** of the initial access token that it registered with, where a command made that */
  readonly initial_access_token_id: string | null;
  /** of the kind `document` alone */
  readonly document: StoredDocument | null;
}

/** Where the metadata of a client is from that has a document, for the operator's eyes. Times as JSON has them. */
export interface StoredDocument {
  /** the operator gave a copy, which is never fetched */
  readonly pinned: boolean;
  /** the operator registered it by command */
  readonly by_operator: boolean;
  readonly fresh_until: string;
  /** since when every fetch has failed */
  readonly failing_since: string | null;
  /** when its host said that it is no more */
  readonly ended_at: string | null;
}

/** Which clients are listed. */
export interface ClientFilter {
  readonly kind?: ClientKind | undefined;
  /** part of the id, the name or a redirect URI, in whatever case */
  readonly search?: string | undefined;
  /** the id of a client: those that come after it in the list */
  readonly after?: string | undefined;
}

/** What the operator decides about a client beside its metadata (RFC 7591 has no words for these). */
export interface ClientTerms {
  readonly resources?: readonly string[];
  readonly introspects?: readonly string[];
  readonly silent?: boolean;
  readonly trusted?: boolean;
  readonly pkceOptional?: boolean;
}

const TERMS = 'resources, introspects, silent, trusted, pkce_optional';

/** A {@link ClientRow} by the first parameter, unless it is disabled. */
export const FIND_CLIENT = `SELECT id, kind::text AS kind, metadata, secret, ${TERMS}
    FROM clients WHERE id = $1 AND disabled_at IS NULL`;

const FIND: Statement = { name: 'client_find', text: FIND_CLIENT };

const UPSERT = write('client_upsert', {
  // A row that was there before bears the mark of the transaction that replaces it.
  expressions: `saved AS (
      INSERT INTO clients (id, kind, metadata, secret, ${TERMS}, updated_at, last_used_on)
      VALUES ($1, $2::client_kind, $3::jsonb, $4, $5::text[], $6::text[], $7::bool, $8::bool, $9::bool,
        now(), NULL)
      ON CONFLICT (id) DO UPDATE
        SET metadata = excluded.metadata, secret = excluded.secret,
          resources = excluded.resources, introspects = excluded.introspects,
          silent = excluded.silent, trusted = excluded.trusted,
          pkce_optional = excluded.pkce_optional, updated_at = now()
      RETURNING id AS client_id, xmax = 0 AS is_new),
    registered AS (SELECT client_id FROM saved WHERE is_new),
    replaced AS (SELECT client_id FROM saved WHERE NOT is_new)`,
  answer: 'SELECT is_new AS "isNew" FROM saved',
  effects: { client_registered: { from: 'registered' }, client_changed: { from: 'replaced' } },
});

const LISTED = `id, kind::text AS kind, metadata, ${TERMS}, created_at, last_used_on,
    disabled_at, initial_access_token_id, (SELECT json_build_object('pinned', d.pinned, 'by_operator', d.may_be_private,
        'fresh_until', d.fresh_until, 'failing_since', d.failing_since, 'ended_at', d.ended_at)
      FROM client_documents d WHERE d.client_id = c.id) AS document`;

const LIST: Statement = {
  name: 'client_list',
  text: `SELECT ${LISTED} FROM clients c
    WHERE ($1::text IS NULL OR kind::text = $1)
      AND ($2::text IS NULL OR strpos(lower(id), lower($2)) > 0
        OR strpos(lower(metadata->>'client_name'), lower($2)) > 0
        OR strpos(lower(metadata->>'redirect_uris'), lower($2)) > 0)
      AND ($3::text IS NULL OR EXISTS (
        SELECT 1 FROM clients last WHERE last.id = $3
          AND (c.created_at < last.created_at OR (c.created_at = last.created_at AND c.id > last.id))))
    ORDER BY created_at DESC, id LIMIT $4`,
};

const SHOW: Statement = {
  name: 'client_show',
  text: `SELECT ${LISTED} FROM clients c WHERE id = $1`,
};

const DISABLE = write('client_disable', {
  expressions: `changed AS (
      UPDATE clients SET disabled_at = CASE WHEN $2::bool THEN now() END, updated_at = now()
      WHERE id = $1 AND (disabled_at IS NOT NULL) <> $2::bool RETURNING id AS client_id)`,
  answer: 'SELECT 1 AS changed FROM changed',
  effects: { client_changed: { from: 'changed' } },
});

/** Codes and tokens go with their grants, which are locked first: so does a token request. */
const REMOVE = write('client_remove', {
  expressions: `theirs AS MATERIALIZED (
      SELECT id, revoked_at IS NULL AND expires_at > now() AS lives
      FROM grants WHERE client_id = $1 ORDER BY id FOR UPDATE),
    tokens AS (DELETE FROM artifacts a USING theirs WHERE a.grant_id = theirs.id),
    gone AS (DELETE FROM clients WHERE id = $1 RETURNING id AS client_id)`,
  answer: 'SELECT (SELECT count(*)::int FROM theirs WHERE lives) AS grants FROM gone',
  effects: { client_ended: { from: 'gone' } },
});

/** OAuth clients. A disabled client is not found: the token endpoint then answers `invalid_client`. */
export class Clients {
  readonly #db: Database;
  readonly #sealer: Sealer;

  constructor(db: Database, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
  }

  async find(clientId: string): Promise<ClientMetadata | undefined> {
    const row = await this.row(clientId);
    return row && this.restore(row);
  }

  async row(clientId: string): Promise<ClientRow | undefined> {
    const [row] = await this.#db.query<StoredClientRow>(FIND, [clientId]);
    return row && clientRow(row);
  }

  /**
   * The metadata with its secret opened and, where the operator registered it, their terms. A client
   * whose secret was sealed for another is not found, so that one which registers itself does so again.
   */
  async restore(row: ClientRow): Promise<ClientMetadata | undefined> {
    const terms = termsOf(row);
    try {
      return {
        id_token_signed_response_alg: EARLIER_ID_TOKEN_ALG,
        ...row.metadata,
        ...(row.secret !== null && {
          client_secret: await this.#sealer.open('client-secret', row.id, row.secret),
        }),
        ...(terms && { [OPERATOR_TERMS]: terms }),
      };
    } catch (error) {
      if (isMisplaced(error)) return undefined;
      throw error;
    }
  }

  /**
   * Writes or replaces; `kind` is kept on replacement. The secret is sealed.
   *
   * @param unit what is written beside it: `client_registered`, `client_changed`
   */
  async save(
    metadata: ClientMetadata,
    kind: ClientKind,
    terms: ClientTerms = {},
    unit?: UnitOfWork,
  ): Promise<'registered' | 'replaced'> {
    const { resources = [], introspects = [] } = terms;
    const { silent = false, trusted = false, pkceOptional = false } = terms;
    const { json, sealed } = await withSecretApart(this.#sealer, metadata);
    const values = [metadata.client_id, kind, json, sealed];
    const lists = [[...resources], [...introspects]];
    const [saved] = await runWrite<{ isNew: boolean }>(
      this.#db,
      UPSERT,
      [...values, ...lists, silent, trusted, pkceOptional],
      unit,
    );
    return saved?.isNew === true ? 'registered' : 'replaced';
  }

  /**
   * The newest clients first, those that are disabled included.
   *
   * @param limit how many at most
   */
  list({ kind, search, after }: ClientFilter, limit: number): Promise<ListedClient[]> {
    return this.#db.query<ListedClient>(LIST, [kind, search, after, limit]);
  }

  /** A client whether it is disabled or not. */
  async show(clientId: string): Promise<ListedClient | undefined> {
    const [row] = await this.#db.query<ListedClient>(SHOW, [clientId]);
    return row;
  }

  /**
   * Shuts a client out, or lets it in again.
   *
   * @param unit what is written beside it: `client_changed`
   * @returns `false` where it was so already, or there is no such client
   */
  async setDisabled(clientId: string, disabled: boolean, unit?: UnitOfWork): Promise<boolean> {
    return (await runWrite(this.#db, DISABLE, [clientId, disabled], unit)).length === 1;
  }

  /**
   * Removes clients that registered themselves and are not used, or only says which those are. It may be
   * left at any batch.
   *
   * @param removing absent: nothing is removed; gives what is written beside each batch: `client_ended`
   */
  prune(
    criteria: PruneCriteria,
    removing?: () => UnitOfWork | undefined,
  ): AsyncGenerator<PrunedBatch> {
    return prunedClients(this.#db, criteria, removing);
  }

  /**
   * Removes the client with its consents, grants and tokens.
   *
   * @param unit what is written beside it: `client_ended`
   * @returns how many grants had not ended yet, and end with it; undefined where there was no client
   */
  async remove(clientId: string, unit?: UnitOfWork): Promise<number | undefined> {
    const [gone] = await runWrite<{ grants: number }>(this.#db, REMOVE, [clientId], unit);
    return gone?.grants;
  }
}

/** The operator's terms for a client; undefined for one that registered itself. */
export function termsOf(row: Omit<ClientRow, 'id' | 'secret'>): OperatorTerms | undefined {
  if (row.kind !== 'operator') return undefined;
  const { scope } = row.metadata;
  const scopes = typeof scope === 'string' ? scopeNames(scope) : undefined;
  const { resources, introspects, silent, trusted, pkce_optional: pkceOptional } = row;
  return new OperatorTerms({ scopes, resources, introspects, silent, trusted, pkceOptional });
}
