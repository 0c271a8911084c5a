import { createHash, randomBytes } from 'node:crypto';
import { connectTo } from '../servers/connection.ts';

/**
 * Makes authorizations that are like one which somebody gave, each with a person, an identity, a consent
 * and a grant of its own.
 *
 * @param superuserUrl of the database
 * @param refreshToken of the authorization to copy, unused
 * @returns a refresh token of each
 */
export async function copyAuthorization(
  superuserUrl: string,
  refreshToken: string,
  count: number,
): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const client = await connectTo(superuserUrl);
  try {
    await client.query('BEGIN');
    await client.query(
      `CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
       SELECT n, token_hash, g.user_id AS user_before, g.id AS grant_before, a.id_hash AS hash_before,
         'copy-' || n || '-' || left(token_hash, 8) AS user_id, 'grant-' || left(token_hash, 37) AS grant_id
       FROM artifacts a JOIN grants g ON g.id = a.grant_id,
         unnest($2::text[]) WITH ORDINALITY AS t(token_hash, n)
       WHERE a.kind = 'RefreshToken' AND a.id_hash = $1`,
      [hashOf(refreshToken), tokens.map(hashOf)],
    );
    for (const [table, alias, condition, changes] of COPIED) {
      await client.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, replace(replace(
           to_jsonb(${alias})::text, c.user_before, c.user_id), c.grant_before, c.grant_id)::jsonb || ${changes})).*
         FROM copies c JOIN ${table} ${alias} ON ${condition}`,
      );
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  return tokens;
}

/** Table, alias, which row is copied, and what differs beside the person and the grant. */
const COPIED = [
  ['users', 'u', 'u.id = c.user_before', "'{}'"],
  ['identities', 'i', 'i.user_id = c.user_before', "jsonb_build_object('subject', c.user_id)"],
  ['consents', 'o', 'o.user_id = c.user_before', "'{}'"],
  // An index of a status list belongs to one grant.
  [
    'grants',
    'g',
    'g.id = c.grant_before',
    "jsonb_build_object('status_index', (g.status_index + c.n) % 1048576)",
  ],
  [
    'artifacts',
    'a',
    "a.kind = 'RefreshToken' AND a.id_hash = c.hash_before",
    "jsonb_build_object('id_hash', c.token_hash)",
  ],
] as const;

/** As it is stored: docs/storage.md, "Hashed". */
export function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}
