import type { Database, Statement } from '@gatehouse/database';
import type { SigningAlgorithm } from '../protocol/algorithms.ts';
import { scopeNames } from '../protocol/scopes.ts';
import { OPERATOR_TERMS, OperatorTerms } from './operator-terms.ts';
import { isMisplaced, type Sealer } from './sealing.ts';
import { storedClientMetadata } from './stored.ts';

/**
 * How ID tokens are signed for a client whose record does not say: until RS256 became what a new
 * registration gets (decision 69), the operator's were stored without the member. A replica of that
 * version beside this one goes on storing them so, which is why no migration fills it in.
 */
export const EARLIER_ID_TOKEN_ALG: SigningAlgorithm = 'ES256';

export type ClientKind = 'dynamic' | 'operator';

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
  readonly disabled_at: Date | null;
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

const UPSERT: Statement = {
  name: 'client_upsert',
  text: `INSERT INTO clients (id, kind, metadata, secret, ${TERMS}, updated_at)
    VALUES ($1, $2::client_kind, $3::jsonb, $4, $5::text[], $6::text[], $7::bool, $8::bool, $9::bool,
      now())
    ON CONFLICT (id) DO UPDATE
      SET metadata = excluded.metadata, secret = excluded.secret,
        resources = excluded.resources, introspects = excluded.introspects,
        silent = excluded.silent, trusted = excluded.trusted,
        pkce_optional = excluded.pkce_optional, updated_at = now()`,
};

const LISTED = `id, kind::text AS kind, metadata, ${TERMS}, created_at, disabled_at`;

const LIST: Statement = {
  name: 'client_list',
  text: `SELECT ${LISTED} FROM clients WHERE $1::text IS NULL OR kind::text = $1
    ORDER BY created_at DESC, id LIMIT $2`,
};

const SHOW: Statement = {
  name: 'client_show',
  text: `SELECT ${LISTED} FROM clients WHERE id = $1`,
};

const DISABLE: Statement = {
  name: 'client_disable',
  text: `UPDATE clients SET disabled_at = CASE WHEN $2::bool THEN coalesce(disabled_at, now()) END,
      updated_at = now() WHERE id = $1 RETURNING id`,
};

const REMOVE: Statement = {
  name: 'client_remove',
  text: 'DELETE FROM clients WHERE id = $1 RETURNING id',
};

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

  /** Writes or replaces; `kind` is kept on replacement. The secret is sealed. */
  async save(metadata: ClientMetadata, kind: ClientKind, terms: ClientTerms = {}): Promise<void> {
    const { resources = [], introspects = [] } = terms;
    const { silent = false, trusted = false, pkceOptional = false } = terms;
    const { client_secret: secret, ...rest } = metadata;
    const { client_id: id } = metadata;
    const sealed =
      secret === undefined ? null : await this.#sealer.seal('client-secret', id, secret);
    const values = [id, kind, JSON.stringify(rest), sealed];
    const lists = [[...resources], [...introspects]];
    await this.#db.query(UPSERT, [...values, ...lists, silent, trusted, pkceOptional]);
  }

  /** The newest clients first, those that are disabled included. */
  list(kind: ClientKind | undefined, limit: number): Promise<ListedClient[]> {
    return this.#db.query<ListedClient>(LIST, [kind ?? null, limit]);
  }

  /** A client whether it is disabled or not. */
  async show(clientId: string): Promise<ListedClient | undefined> {
    const [row] = await this.#db.query<ListedClient>(SHOW, [clientId]);
    return row;
  }

  /** Shuts a client out, or lets it in again. @returns whether there is such a client */
  async setDisabled(clientId: string, disabled: boolean): Promise<boolean> {
    return (await this.#db.query(DISABLE, [clientId, disabled])).length === 1;
  }

  /** Removes the client with its consents and grants. @returns whether there was one */
  async remove(clientId: string): Promise<boolean> {
    return (await this.#db.query(REMOVE, [clientId])).length === 1;
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
