import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** How long the multiplied codes live (seconds): longer than any run. */
const LIFETIME = 3_600;

/** @throws Error where the server would confirm what a power cut could take back */
export async function requireDurability(databaseUrl: string): Promise<void> {
  await connected(databaseUrl, async (client) => {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await client.query<Record<string, string>>(`SHOW ${setting}`);
      if (rows[0]?.[setting] !== 'on') {
        throw new Error(`PostgreSQL has ${setting} off; figures without it mean nothing.`);
      }
    }
  });
}

/**
 * Makes many of the one authorization code that a real sign-in left in the database: each with its
 * own person, identity, consent and grant, as if as many people had signed in. Whatever the server
 * stored beside what is changed here is kept as it is.
 *
 * @returns the new codes; the original is not among them
 */
export async function multiplyCode(databaseUrl: string, count: number): Promise<string[]> {
  const codes = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  await connected(databaseUrl, async (client) => {
    await client.query('CREATE TEMPORARY TABLE copies (n int, code text, id text)');
    await client.query(
      `INSERT INTO copies SELECT n, code, 'copy-' || n FROM unnest($1::text[]) WITH ORDINALITY AS c(code, n)`,
      [codes],
    );
    for (const statement of COPIES) await client.query(statement, []);
    await client.query('ANALYZE');
    await client.query('CHECKPOINT');
  });
  return codes;
}

const COPIES = [
  copy('users', `jsonb_build_object('id', c.id)`),
  copy(
    'identities',
    `jsonb_build_object('id', 'identity-' || c.id, 'user_id', c.id, 'subject', 'subject-' || c.id)`,
  ),
  copy('consents', `jsonb_build_object('id', 'consent-' || c.id, 'user_id', c.id)`),
  copy(
    'grants',
    `jsonb_build_object('id', c.id, 'user_id', c.id, 'status_shard', 100, 'status_index', c.n,
      'payload', o.payload || jsonb_build_object('accountId', c.id))`,
  ),
  copy(
    'artifacts',
    `jsonb_build_object('grant_id', c.id, 'user_id', c.id,
      'id_hash', translate(rtrim(encode(sha256(c.code::bytea), 'base64'), '='), '+/', '-_'),
      'expires_at', now() + make_interval(secs => ${LIFETIME}),
      'payload', o.payload || jsonb_build_object('accountId', c.id, 'grantId', c.id,
        'exp', (o.payload->>'exp')::int + ${LIFETIME}))`,
    `o.kind = 'AuthorizationCode'`,
  ),
];

function copy(table: string, changes: string, where = 'true'): string {
  return `INSERT INTO ${table} SELECT r.* FROM
    (SELECT * FROM ${table} AS o WHERE ${where} LIMIT 1) AS o, copies c,
    LATERAL jsonb_populate_record(o::${table}, ${changes}) AS r`;
}

async function connected(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
