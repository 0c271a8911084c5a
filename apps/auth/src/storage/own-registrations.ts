import type { Database, Statement } from '@gatehouse/database';
import {
  type Registration,
  type RegistrationAnswer,
  writeRegistration,
} from './client-registration.ts';
import { WITH_ALL_THAT_THEY_HOLD } from './client-removal.ts';
import { withSecretApart } from './client-secrets.ts';
import type { ClientMetadata } from './clients.ts';
import { BEFORE_CHANGE, COUNT_ENDED, ENDED_BY_CHANGE } from './lost-proof.ts';
import type { Sealer } from './sealing.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** A client that shows the token of its registration. */
export interface OwnClient {
  readonly clientId: string;
  readonly accessTokenHash: string;
}

/**
 * The row of a client that may manage itself: by the id in `$1` and the hash in `$2`. One that the
 * operator registered has no such hash, and one that is disabled is as good as unknown.
 */
const OWN = `id = $1 AND registration_access_token = $2 AND kind = 'dynamic' AND disabled_at IS NULL`;

const IS_OWN: Statement = {
  name: 'client_is_own',
  text: `SELECT 1 AS own FROM clients WHERE ${OWN}`,
};

const REPLACE = write('client_replace_own', {
  expressions: `${BEFORE_CHANGE(OWN)},
    replaced AS (
      UPDATE clients SET metadata = $3::jsonb, secret = $4, registered_as = $5, updated_at = now()
      FROM before WHERE ${OWN}
      RETURNING id AS client_id),
    ${ENDED_BY_CHANGE('$3::jsonb')}`,
  answer: `SELECT ${COUNT_ENDED} FROM replaced`,
  effects: { client_changed: { from: 'replaced' } },
});

/** As `clients remove`, for whoever has the token. The client is locked before its grants. */
const REMOVE = write('client_remove_own', {
  expressions: `doomed AS MATERIALIZED (SELECT id FROM clients WHERE ${OWN} FOR UPDATE),
    ${WITH_ALL_THAT_THEY_HOLD}`,
  answer: 'SELECT (SELECT count(*)::int FROM theirs WHERE lives) AS grants FROM gone',
  effects: { client_ended: { from: 'gone' } },
});

/** What clients do about their own rows: register (RFC 7591), replace and remove them (RFC 7592). */
export class OwnRegistrations {
  readonly #db: Database;
  readonly #sealer: Sealer;

  constructor(db: Database, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
  }

  /**
   * Stores a new client if there is room, and takes the use of its initial access token in the same statement.
   *
   * @param unit what is written beside it: `client_registered`, `client_ended`
   */
  async register(
    metadata: ClientMetadata,
    registration: Registration,
    unit?: UnitOfWork,
  ): Promise<RegistrationAnswer> {
    const apart = await withSecretApart(this.#sealer, metadata);
    return writeRegistration(this.#db, metadata.client_id, apart, registration, unit);
  }

  /** Whether the token is that of the client, and the client may use it. */
  async isOwn({ clientId, accessTokenHash }: OwnClient): Promise<boolean> {
    return (await this.#db.query(IS_OWN, [clientId, accessTokenHash])).length === 1;
  }

  /**
   * Replaces the metadata. What the server knows of the client beside it stays.
   *
   * @param as hash of what is registered, as with {@link Registration}
   * @param unit what is written beside it: `client_changed`
   * @returns how many grants ended, because the client needs no proof any more; undefined where it is gone or
   *   disabled by now: nothing was stored
   */
  async replace(
    metadata: ClientMetadata,
    accessTokenHash: string,
    as: string,
    unit?: UnitOfWork,
  ): Promise<number | undefined> {
    const { json, sealed } = await withSecretApart(this.#sealer, metadata);
    const values = [metadata.client_id, accessTokenHash, json, sealed, as];
    const [replaced] = await runWrite<{ ended: number }>(this.#db, REPLACE, values, unit);
    return replaced?.ended;
  }

  /**
   * Removes the client with its consents, grants and tokens.
   *
   * @param unit what is written beside it: `client_ended`
   * @returns how many grants had not ended yet, and end with it; undefined where it is gone or disabled
   */
  async remove(
    { clientId, accessTokenHash }: OwnClient,
    unit?: UnitOfWork,
  ): Promise<number | undefined> {
    const values = [clientId, accessTokenHash];
    const [gone] = await runWrite<{ grants: number }>(this.#db, REMOVE, values, unit);
    return gone?.grants;
  }
}
