import { randomBytes } from 'node:crypto';
import type { Database, Statement } from '@gatehouse/database';
import type { IdentityFacts, Team } from '../upstream/identity.ts';
import type { StoredTeam } from './stored.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** A row of `users` as `to_jsonb` gives it. */
export interface UserRow {
  readonly id: string;
  readonly name: string | null;
  readonly username: string | null;
  readonly email: string | null;
  readonly email_verified: boolean;
  readonly picture_url: string | null;
}

/** A row of `identities` as `to_jsonb` gives it. */
export interface IdentityRow {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly login: string | null;
  readonly email: string | null;
  readonly email_verified: boolean;
  readonly verified_emails: readonly string[];
  readonly hosted_domain: string | null;
  readonly organisations: readonly string[];
  readonly groups: readonly string[];
  /** ISO 8601 */
  readonly last_signed_in_at: string;
  /** texts by login, of those that were stored with their number: JSON that nobody has looked at yet */
  readonly organisation_ids: unknown;
  /** each with its numbers: likewise */
  readonly teams: unknown;
  /** texts by lower-cased login, what organisations and teams of this issuer are pinned to: likewise */
  readonly pins: unknown;
}

export interface UserWithIdentities {
  readonly user: UserRow;
  readonly identities: readonly IdentityRow[];
}

/** Somebody who was looked for, also where they are disabled. */
export interface FoundPerson extends UserWithIdentities {
  readonly isDisabled: boolean;
}

/** The identities of the user `u` as JSON, each an {@link IdentityRow}. */
export const IDENTITIES = `(SELECT jsonb_agg((to_jsonb(i) - '{user_id,name,created_at}'::text[]) || jsonb_build_object('pins', coalesce(
        (SELECT jsonb_object_agg(p.login, p.organisation_id)
          FROM pinned_organisations p WHERE p.issuer = i.issuer), '{}')))
        FROM identities i WHERE i.user_id = u.id)`;

const FIND: Statement = {
  name: 'user_find',
  text: `SELECT to_jsonb(u) AS user, coalesce(${IDENTITIES}, '[]'::jsonb) AS identities
    FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL`,
};

/** Of an id, a name, an address, or an account as `github:583231`; letter case counts in ids alone. */
const SEARCH: Statement = {
  name: 'user_search',
  text: `SELECT to_jsonb(u) AS user, coalesce(${IDENTITIES}, '[]'::jsonb) AS identities,
      u.disabled_at IS NOT NULL AS "isDisabled"
    FROM users u
    WHERE u.id = $1 OR lower($1) IN (lower(u.username), lower(u.email)) OR EXISTS (
      SELECT 1 FROM identities i WHERE i.user_id = u.id AND (i.provider || ':' || i.subject = $1
        OR lower($1) IN (lower(i.login), lower(i.email))
        OR EXISTS (SELECT 1 FROM unnest(i.verified_emails) AS e WHERE lower(e) = lower($1))))
    ORDER BY u.created_at, u.id LIMIT 20`,
};

/** What of an identity a provider tells, with the place of its value in the statements. */
const IDENTITY_FACTS = {
  provider: '$3',
  login: '$4::text',
  name: '$5::text',
  email: '$6::text',
  email_verified: '$7::bool',
  verified_emails: '$8::text[]',
  hosted_domain: '$9::text',
  organisations: '$10::text[]',
  organisation_ids: '$11::jsonb',
  teams: '$12::jsonb',
  groups: '$13::text[]',
};

/** The same of a person. */
const PROFILE_FACTS = {
  name: 'coalesce($5::text, $4::text)',
  username: '$4::text',
  email: '$6::text',
  email_verified: '$7::bool',
  picture_url: '$14::text',
};

const SIGNED_IN = { last_signed_in_at: '$15::timestamptz' };
const IDENTITY = { ...IDENTITY_FACTS, ...SIGNED_IN };
const PROFILE = { ...PROFILE_FACTS, ...SIGNED_IN };

const columns = (of: object) => Object.keys(of).join(', ');
const values = (of: object) => Object.values(of).join(', ');
const assigned = (of: object) =>
  Object.entries(of)
    .map(([column, value]) => `${column} = ${value}`)
    .join(', ');

/**
 * Refreshes the identity $1, $2 and its person, or makes both, the person as $16. Nothing is written of
 * a person who is disabled. Where another request makes the same identity at this moment, the key of
 * `identities` refuses this one as a whole.
 */
const SIGN_IN = write('user_signed_in', {
  expressions: `known AS MATERIALIZED (
      SELECT i.user_id, u.disabled_at IS NOT NULL AS disabled
      FROM identities i JOIN users u ON u.id = i.user_id WHERE i.issuer = $1 AND i.subject = $2),
    person AS (
      UPDATE users SET ${assigned(PROFILE)} FROM known
      WHERE users.id = known.user_id AND users.disabled_at IS NULL RETURNING users.id),
    refreshed AS (
      UPDATE identities SET ${assigned(IDENTITY)} FROM person
      WHERE issuer = $1 AND subject = $2 RETURNING person.id AS user_id),
    newcomer AS (
      INSERT INTO users (id, ${columns(PROFILE)}) SELECT $16::text, ${values(PROFILE)}
      WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING id),
    made AS (
      INSERT INTO identities (issuer, subject, user_id, ${columns(IDENTITY)})
      SELECT $1, $2, newcomer.id, ${values(IDENTITY)} FROM newcomer RETURNING user_id),
    signed_in AS (SELECT user_id FROM refreshed UNION ALL SELECT user_id FROM made)`,
  answer: `SELECT (SELECT user_id FROM signed_in) AS "userId",
      EXISTS (SELECT 1 FROM known WHERE disabled) AS disabled`,
  effects: { signed_in: { from: 'signed_in', facts: ['user_id'] } },
});

/** Refreshes the identity $1, $2 and its person, where there are any, as {@link SIGN_IN} does: nobody signs in. */
const REFRESH: Statement = {
  name: 'user_refreshed',
  text: `WITH person AS (
      UPDATE users SET ${assigned(PROFILE_FACTS)} FROM identities i
      WHERE i.issuer = $1 AND i.subject = $2 AND users.id = i.user_id
        AND users.disabled_at IS NULL RETURNING users.id)
    UPDATE identities SET ${assigned(IDENTITY_FACTS)} FROM person
    WHERE issuer = $1 AND subject = $2`,
};

/** Another request has made the identity since this one looked; what it made is there now. */
const UNIQUE_VIOLATION = '23505';

/** Who loses a race finds the winner's person at the next try; a person may be disabled in between. */
const TRIES = 3;

/** People and their upstream accounts. The key of an identity is (issuer URL, subject), never an e-mail. */
export class Users {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** A user who is not disabled, with every identity. */
  async find(userId: string): Promise<UserWithIdentities | undefined> {
    const [row] = await this.#db.query<UserWithIdentities>(FIND, [userId]);
    return row;
  }

  /** People by what an operator may call one; the first twenty. */
  search(text: string): Promise<FoundPerson[]> {
    return this.#db.query<FoundPerson>(SEARCH, [text]);
  }

  /**
   * The user behind an upstream identity: the known one, refreshed with what upstream says now,
   * or a new one. Parallel first sign-ins of one identity make one user (unique key and retry).
   *
   * @param unit what is written beside it: `signed_in`
   * @returns the user id, or `disabled` for a user whom the operator has shut out
   */
  async signIn(
    facts: IdentityFacts,
    now: Date,
    unit?: UnitOfWork,
  ): Promise<{ userId: string } | 'disabled'> {
    for (let left = TRIES - 1; ; left -= 1) {
      const row = await this.#signIn(facts, now, unit).catch((error: unknown) => {
        if (left === 0 || (error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
        return undefined;
      });
      if (row?.userId) return { userId: row.userId };
      if (row?.disabled === true) return 'disabled';
      if (left === 0) throw new Error('a person changed at every try to sign them in');
    }
  }

  async #signIn(facts: IdentityFacts, now: Date, unit: UnitOfWork | undefined) {
    const [row] = await runWrite<{ userId: string | null; disabled: boolean }>(
      this.#db,
      SIGN_IN,
      [...told(facts), now, `usr_${randomBytes(16).toString('base64url')}`],
      unit,
    );
    return row;
  }

  /**
   * Keeps what upstream says now of somebody who is known and is not let in: what they may do with tokens
   * that are out is judged by what is stored. Nobody is made.
   */
  async refresh(facts: IdentityFacts): Promise<void> {
    await this.#db.query(REFRESH, told(facts));
  }
}

/** What a provider tells, in the places that the statements have for it. */
function told(facts: IdentityFacts): unknown[] {
  const { issuer, subject, organisations, teams = [], groups = [] } = facts;
  return [
    issuer,
    subject,
    facts.provider,
    facts.login ?? null,
    facts.name ?? null,
    facts.email ?? null,
    facts.emailVerified,
    [...facts.verifiedEmails],
    facts.hostedDomain ?? null,
    organisations.map(({ login }) => login),
    JSON.stringify(Object.fromEntries(organisations.map(({ login, id }) => [login, id]))),
    JSON.stringify(teams.map(storedTeam)),
    [...groups],
    facts.pictureUrl ?? null,
  ];
}

function storedTeam({ organisation, slug, id }: Team): StoredTeam {
  return { organisation: organisation.login, organisation_id: organisation.id, slug, id };
}
