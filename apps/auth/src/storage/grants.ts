import { randomInt } from 'node:crypto';
import type { Database, Statement } from '@gatehouse/database';
import { scopeNames } from '../protocol/scopes.ts';
import { type ArtifactPayload, type LiveRecord, restorePayload } from './artifact.ts';
import { LOOKED_THE_SAME, type RememberedConsent, withRedirects } from './consents.ts';
import { readStored, STORED_GRANT } from './stored.ts';
import { runWrite, type UnitOfWork, write } from './unit-of-work.ts';

/** Indexes of one token status list (draft-ietf-oauth-status-list): 2^20 bits, 128 KiB. */
const STATUS_SHARD_SIZE = 2 ** 20;

/** How many random places of a shard are tried before the next shard is begun. */
const PLACES_TRIED = 16;

export const REVOCATION_REASONS = [
  'replay',
  'revoked',
  'superseded',
  'client_request',
  'client_changed',
] as const;

/** One of {@link REVOCATION_REASONS}. */
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

const INSERT: Statement = {
  name: 'grant_insert',
  text: `WITH shard AS (SELECT coalesce(max(status_shard), 0) + $8::int AS n FROM grants),
    place AS (
      SELECT shard.n AS shard, candidate FROM shard, unnest($9::int[]) AS candidate
      WHERE NOT EXISTS (
        SELECT 1 FROM grants g WHERE g.status_shard = shard.n AND g.status_index = candidate)
      LIMIT 1)
    INSERT INTO grants
      (id, user_id, client_id, resource, scopes, payload, expires_at, status_shard, status_index)
    SELECT $1, $2, $3, $4, $5::text[], $6::jsonb, now() + make_interval(secs => $7::float8), shard, candidate
    FROM place
    ON CONFLICT (status_shard, status_index) DO NOTHING
    RETURNING id`,
};

const FIND: Statement = {
  name: 'grant_find',
  text: `SELECT payload, extract(epoch FROM expires_at - now())::float8 AS "expiresIn"
    FROM grants WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()`,
};

// What each grant is worth today: what its user still consents to and the resource still has; and
// at which redirects that was allowed to a client that looked as it does now.
const HELD: Statement = {
  name: 'grant_held',
  text: `SELECT array(SELECT unnest(g.scopes) INTERSECT SELECT unnest(c.scopes)
        INTERSECT SELECT jsonb_object_keys(r.scopes)) AS scopes,
      CASE WHEN ${LOOKED_THE_SAME('c', '$4')} THEN c.redirects ELSE '{}' END AS redirects
    FROM grants g
      JOIN consents c ON c.user_id = g.user_id AND c.client_id = g.client_id AND c.resource = g.resource
      JOIN protected_resources r ON r.resource = g.resource
    WHERE g.user_id = $1 AND g.client_id = $2 AND g.resource = $3
      AND g.first_used_at IS NOT NULL AND g.revoked_at IS NULL AND g.expires_at > now()`,
};

const USED_LATELY: Statement = {
  name: 'grant_used_lately',
  text: `SELECT 1 AS found FROM grants WHERE user_id = $1 AND client_id = $2 AND resource = $3
      AND first_used_at > now() - make_interval(secs => $4::float8) LIMIT 1`,
};

/** What a write that ends grants knows of each, for rows beside it. */
export const ENDED_FACTS = ['grant_id', 'user_id', 'client_id'];

const REVOKE = write('grant_revoke', {
  expressions: `ended AS (
      UPDATE grants SET revoked_at = now(), revoked_reason = $2 WHERE id = $1 AND revoked_at IS NULL
      RETURNING id AS grant_id, user_id, client_id)`,
  answer: 'SELECT user_id AS "userId", client_id AS "clientId" FROM ended',
  effects: { grant_ended: { from: 'ended', facts: ENDED_FACTS } },
});

/** Whose grant it was. */
export interface EndedGrant {
  readonly userId: string;
  readonly clientId: string;
}

/** What a grant holds, with what the user has allowed at each redirect. */
export type HeldScopes = Pick<RememberedConsent, 'scopes' | 'redirects'>;

/** Thrown where no free place in the status list was found; retrying helps. */
class StatusIndexExhausted extends Error {
  readonly code = 'status_index_exhausted';
}

/**
 * Authorizations. Each is for one resource, heads one family of tokens and owns one index of the
 * status list from the start. A revoked grant stays as a row (its index must go on reading
 * "revoked" until its last token has expired) but is never found.
 */
export class Grants {
  readonly #db: Database;
  readonly #random: (below: number) => number;

  constructor(db: Database, random: (below: number) => number = randomInt) {
    this.#db = db;
    this.#random = random;
  }

  /**
   * Records an authorization. Places in the status list are random, so that neighbours say nothing
   * about each other; a taken place is tried again, and a crowded shard opens the next.
   *
   * @param expiresIn seconds
   */
  async create(id: string, payload: ArtifactPayload, expiresIn: number): Promise<void> {
    const { jti: _id, ...stored } = payload;
    const { resource, scopes } = summary(payload);
    for (const shardOffset of [0, 0, 1, 1]) {
      const places = Array.from({ length: PLACES_TRIED }, () => this.#random(STATUS_SHARD_SIZE));
      const inserted = await this.#db.query(INSERT, [
        id,
        payload.accountId,
        payload.clientId,
        resource,
        scopes,
        JSON.stringify(stored),
        expiresIn,
        shardOffset,
        places,
      ]);
      if (inserted.length === 1) return;
    }
    throw new StatusIndexExhausted('no free place in the token status list was found');
  }

  /** A live grant: neither revoked nor expired. */
  async find(id: string): Promise<ArtifactPayload | undefined> {
    const [row] = await this.#db.query<LiveRecord>(FIND, [id]);
    return row && restorePayload(row, id);
  }

  /**
   * The scopes of the resource in each live grant that the user's client has used here: one for a
   * client that registered itself, several for one that many devices share.
   *
   * @param shown how the client looks now
   */
  async held(
    userId: string,
    clientId: string,
    resource: string,
    shown: string,
  ): Promise<readonly HeldScopes[]> {
    const rows = await this.#db.query<HeldScopes>(HELD, [userId, clientId, resource, shown]);
    return rows.map(withRedirects);
  }

  /**
   * Whether the user's client got tokens for the resource lately, also where they have ended since.
   *
   * @param seconds how long ago that may be
   */
  async wasUsedLately(
    of: { readonly userId: string; readonly clientId: string; readonly resource: string },
    seconds: number,
  ): Promise<boolean> {
    const values = [of.userId, of.clientId, of.resource, seconds];
    return (await this.#db.query(USED_LATELY, values)).length > 0;
  }

  /**
   * Ends an authorization at once: no token of its family is honoured again. Idempotent.
   *
   * @param unit what is written beside it: `grant_ended`
   * @returns whose it was; `undefined` where it had ended before, or is unknown
   */
  async revoke(
    id: string,
    reason: RevocationReason,
    unit?: UnitOfWork,
  ): Promise<EndedGrant | undefined> {
    const [ended] = await runWrite<EndedGrant>(this.#db, REVOKE, [id, reason], unit);
    return ended;
  }
}

function summary(payload: ArtifactPayload): { resource: string; scopes: string[] } {
  const { openid, resources = {} } = readStored('grant', STORED_GRANT, payload);
  const [resource = ''] = Object.keys(resources);
  const scopes = [openid?.scope, ...Object.values(resources)].flatMap(scopeNames);
  return { resource, scopes: [...new Set(scopes)] };
}
