import { randomBytes } from 'node:crypto';
import { type Database, Prisma, type Statement } from '@gatehouse/database';
import type { IdentityFacts } from '../upstream/identity.ts';

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
  /** ISO 8601 */
  readonly last_signed_in_at: string;
  /** texts by login, of those that were stored with their number: JSON that nobody has looked at yet */
  readonly organisation_ids: unknown;
  /** texts by lower-cased login, what the organisations of this issuer are pinned to: likewise */
  readonly pins: unknown;
}

export interface UserWithIdentities {
  readonly user: UserRow;
  readonly identities: readonly IdentityRow[];
}

/** The identities of the user `u` as JSON, each an {@link IdentityRow}. */
export const IDENTITIES = `(SELECT jsonb_agg(to_jsonb(i) || jsonb_build_object('pins', coalesce(
        (SELECT jsonb_object_agg(p.login, p.organisation_id)
          FROM pinned_organisations p WHERE p.issuer = i.issuer), '{}')))
        FROM identities i WHERE i.user_id = u.id)`;

const FIND: Statement = {
  name: 'user_find',
  text: `SELECT to_jsonb(u) AS user, coalesce(${IDENTITIES}, '[]'::jsonb) AS identities
    FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL`,
};

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

  /**
   * The user behind an upstream identity: the known one, refreshed with what upstream says now,
   * or a new one. Parallel first sign-ins of one identity make one user (unique key and retry).
   *
   * @returns the user id, or `disabled` for a user whom the operator has shut out
   */
  async signIn(facts: IdentityFacts, now: Date): Promise<{ userId: string } | 'disabled'> {
    const known = await this.#refresh(facts, now);
    if (known !== undefined) return known;
    try {
      const { id } = await this.#db.prisma.user.create({
        data: {
          id: `usr_${randomBytes(16).toString('base64url')}`,
          ...profile(facts),
          lastSignedInAt: now,
          identities: {
            create: {
              issuer: facts.issuer,
              subject: facts.subject,
              ...identity(facts),
              lastSignedInAt: now,
            },
          },
        },
        select: { id: true },
      });
      return { userId: id };
    } catch (error) {
      const raced = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
      const winner = raced ? await this.#refresh(facts, now) : undefined;
      if (winner === undefined) throw error;
      return winner;
    }
  }

  async #refresh(
    facts: IdentityFacts,
    now: Date,
  ): Promise<{ userId: string } | 'disabled' | undefined> {
    const key = { issuer_subject: { issuer: facts.issuer, subject: facts.subject } };
    const known = await this.#db.prisma.identity.findUnique({
      where: key,
      select: { userId: true, user: { select: { disabledAt: true } } },
    });
    if (known === null) return undefined;
    if (known.user.disabledAt !== null) return 'disabled';
    await this.#db.prisma.identity.update({
      where: key,
      data: {
        ...identity(facts),
        lastSignedInAt: now,
        user: { update: { ...profile(facts), lastSignedInAt: now } },
      },
    });
    return { userId: known.userId };
  }
}

function identity(facts: IdentityFacts) {
  return {
    provider: facts.provider,
    login: facts.login ?? null,
    name: facts.name ?? null,
    email: facts.email ?? null,
    emailVerified: facts.emailVerified,
    verifiedEmails: [...facts.verifiedEmails],
    hostedDomain: facts.hostedDomain ?? null,
    organisations: facts.organisations.map(({ login }) => login),
    organisationIds: Object.fromEntries(facts.organisations.map(({ login, id }) => [login, id])),
  };
}

function profile(facts: IdentityFacts) {
  return {
    name: facts.name ?? facts.login ?? null,
    username: facts.login ?? null,
    email: facts.email ?? null,
    emailVerified: facts.emailVerified,
    pictureUrl: facts.pictureUrl ?? null,
  };
}
