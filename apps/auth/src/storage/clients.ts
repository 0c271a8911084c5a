import type { Database, Statement } from '@gatehouse/database';
import type { Sealer } from './sealing.ts';

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
}

const FIND: Statement = {
  name: 'client_find',
  text: 'SELECT id, kind::text AS kind, metadata, secret FROM clients WHERE id = $1 AND disabled_at IS NULL',
};

const UPSERT: Statement = {
  name: 'client_upsert',
  text: `INSERT INTO clients (id, kind, metadata, secret, updated_at)
    VALUES ($1, $2::client_kind, $3::jsonb, $4, now())
    ON CONFLICT (id) DO UPDATE
      SET metadata = excluded.metadata, secret = excluded.secret, updated_at = now()`,
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
    const [row] = await this.#db.query<ClientRow>(FIND, [clientId]);
    return row;
  }

  /** The metadata with its secret opened. */
  async restore(row: ClientRow): Promise<ClientMetadata> {
    if (row.secret === null) return row.metadata;
    return { ...row.metadata, client_secret: await this.#sealer.open('client-secret', row.secret) };
  }

  /** Writes or replaces; `kind` is kept on replacement. The secret is sealed. */
  async save(metadata: ClientMetadata, kind: ClientKind): Promise<void> {
    const { client_secret: secret, ...rest } = metadata;
    const sealed = secret === undefined ? null : await this.#sealer.seal('client-secret', secret);
    await this.#db.query(UPSERT, [metadata.client_id, kind, JSON.stringify(rest), sealed]);
  }

  /** Removes the client with its consents and grants. */
  async remove(clientId: string): Promise<void> {
    await this.#db.prisma.client.deleteMany({ where: { id: clientId } });
  }
}
