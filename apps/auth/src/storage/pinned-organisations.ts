import type { Database, Statement } from '@gatehouse/database';
import type { Organisation } from '../upstream/identity.ts';

/** A row of `pinned_organisations`. */
export interface PinnedOrganisation {
  readonly issuer: string;
  /** lower-cased */
  readonly login: string;
  readonly organisation_id: string;
  readonly pinned_at: Date;
}

// Whoever is beaten to it by another replica gets what that one has pinned: DO NOTHING would not
// return a row that the statement's own snapshot does not hold.
const PIN: Statement = {
  name: 'pinned_organisation_pin',
  text: `WITH seen AS (
      SELECT login, id FROM jsonb_to_recordset($2::jsonb) AS s(login text, id text)),
    known AS (
      SELECT p.login, p.organisation_id FROM pinned_organisations p JOIN seen USING (login)
      WHERE p.issuer = $1),
    pinned AS (
      INSERT INTO pinned_organisations (issuer, login, organisation_id)
      SELECT $1, login, id FROM seen WHERE login NOT IN (SELECT login FROM known)
      ON CONFLICT (issuer, login) DO UPDATE SET login = excluded.login
      RETURNING login, organisation_id)
    SELECT login, organisation_id FROM known UNION ALL SELECT login, organisation_id FROM pinned`,
};

const LIST: Statement = {
  name: 'pinned_organisation_list',
  text: `SELECT issuer, login, organisation_id, pinned_at FROM pinned_organisations
    ORDER BY login, issuer`,
};

const UNPIN: Statement = {
  name: 'pinned_organisation_unpin',
  text: `DELETE FROM pinned_organisations WHERE login = $1
    RETURNING issuer, login, organisation_id, pinned_at`,
};

/** Which organisation a login meant when it was first seen, for each issuer. */
export class PinnedOrganisations {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Pins what is seen for the first time.
   *
   * @param seen what a provider has just said
   * @returns by lower-cased login, what each is pinned to now
   */
  async pin(issuer: string, seen: readonly Organisation[]): Promise<ReadonlyMap<string, string>> {
    // Of one login there is one row, and a statement may not touch it twice.
    const ids = new Map(seen.map(({ login, id }) => [login.toLowerCase(), id]));
    const records = [...ids].map(([login, id]) => ({ login, id }));
    const rows = await this.#db.query<Pick<PinnedOrganisation, 'login' | 'organisation_id'>>(PIN, [
      issuer,
      JSON.stringify(records),
    ]);
    return new Map(rows.map(({ login, organisation_id: id }) => [login, id]));
  }

  list(): Promise<PinnedOrganisation[]> {
    return this.#db.query<PinnedOrganisation>(LIST, []);
  }

  /** Forgets what a login is pinned to, with every issuer. @returns what it was */
  unpin(login: string): Promise<PinnedOrganisation[]> {
    return this.#db.query<PinnedOrganisation>(UNPIN, [login.toLowerCase()]);
  }
}
