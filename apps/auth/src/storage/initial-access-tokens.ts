import type { Database, Statement } from '@gatehouse/database';

/** A row of `initial_access_tokens`, without the hash. */
export interface InitialAccessToken {
  readonly id: string;
  readonly label: string | null;
  /** how many clients may register with it; null: any number */
  readonly uses: number | null;
  readonly used: number;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  /** null: never; the moment of its last use, where that used it up */
  readonly expires_at: Date | null;
  readonly state: InitialAccessTokenState;
}

export type InitialAccessTokenState = 'valid' | 'expired' | 'used_up';

/** What the operator says of a new one. */
export interface NewInitialAccessToken {
  readonly id: string;
  readonly tokenHash: string;
  readonly label?: string | undefined;
  readonly uses?: number | undefined;
  /** seconds from now on */
  readonly expiresIn?: number | undefined;
}

const STATE = `CASE WHEN used >= uses THEN 'used_up' WHEN expires_at <= now() THEN 'expired'
      ELSE 'valid' END AS state`;

const LISTED = `id, label, uses, used, created_at, last_used_at, expires_at, ${STATE}`;

const ADD: Statement = {
  name: 'initial_access_token_add',
  text: `INSERT INTO initial_access_tokens (id, token_hash, label, uses, expires_at)
    VALUES ($1, $2, $3, $4::int, now() + make_interval(secs => $5::float8))
    RETURNING ${LISTED}`,
};

const FIND: Statement = {
  name: 'initial_access_token_find',
  text: `SELECT id, ${STATE} FROM initial_access_tokens WHERE token_hash = $1`,
};

const LIST: Statement = {
  name: 'initial_access_token_list',
  text: `SELECT ${LISTED} FROM initial_access_tokens ORDER BY created_at DESC, id`,
};

const REMOVE: Statement = {
  name: 'initial_access_token_remove',
  text: 'DELETE FROM initial_access_tokens WHERE id = $1 RETURNING id',
};

/**
 * Expressions of a statement that takes one use of the token whose id a parameter holds, where a condition
 * holds: `taken` has a row where there was one left. Of any number at once, no more succeed than there are uses: the row is locked,
 * and looked at again by whoever had to wait for it.
 */
export const takeUse = (id: string, condition: string) => `taken AS (
      UPDATE initial_access_tokens SET used = used + 1, last_used_at = now(),
        expires_at = CASE WHEN used + 1 >= uses THEN now() ELSE expires_at END
      WHERE id = ${id} AND ${condition} AND (uses IS NULL OR used < uses)
        AND (expires_at IS NULL OR expires_at > now())
      RETURNING id)`;

/** Initial access tokens (RFC 7591 §3) that a command has made. A client uses one when it is stored. */
export class InitialAccessTokens {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add({ id, tokenHash, ...given }: NewInitialAccessToken): Promise<InitialAccessToken> {
    const { label = null, uses = null, expiresIn = null } = given;
    const values = [id, tokenHash, label, uses, expiresIn];
    const [added] = await this.#db.query<InitialAccessToken>(ADD, values);
    if (added === undefined) throw new TypeError('the database returned no row');
    return added;
  }

  /** Which one a token is, and whether it is still good for a registration. */
  async find(tokenHash: string): Promise<Pick<InitialAccessToken, 'id' | 'state'> | undefined> {
    const [found] = await this.#db.query<Pick<InitialAccessToken, 'id' | 'state'>>(FIND, [
      tokenHash,
    ]);
    return found;
  }

  /** The newest first. */
  list(): Promise<InitialAccessToken[]> {
    return this.#db.query<InitialAccessToken>(LIST, []);
  }

  /** @returns `false` where there is none */
  async remove(id: string): Promise<boolean> {
    return (await this.#db.query(REMOVE, [id])).length === 1;
  }
}
