import type { Database, Statement } from '@gatehouse/database';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Sealer } from '../storage/sealing.ts';

/** Algorithms that a key is kept for; the first is the default. */
export const SIGNING_ALGORITHMS = ['ES256', 'RS256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

interface KeyRow {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly private_jwk: string;
}

const PUBLISHED: Statement = {
  name: 'signing_key_published',
  text: `SELECT kid, alg, private_jwk FROM signing_keys
    WHERE state IN ('active', 'staged', 'retiring')
    ORDER BY array_position(ARRAY['active', 'staged', 'retiring']::signing_key_state[], state), alg, created_at`,
};

const INSERT_FIRST: Statement = {
  name: 'signing_key_insert_first',
  text: `INSERT INTO signing_keys (kid, alg, state, active_for, public_jwk, private_jwk, activated_at)
    VALUES ($1, $2, 'active', $2, $3::jsonb, $4, now())
    ON CONFLICT DO NOTHING`,
};

/**
 * The keys to sign with and to publish, private members included: active ones first, so that the
 * provider signs with them. Keys that are missing are made; of several processes that start on an
 * empty database one wins for each algorithm, and all end with the same keys.
 */
export async function loadSigningKeys(db: Database, sealer: Sealer): Promise<JWK[]> {
  let rows = await db.query<KeyRow>(PUBLISHED, []);
  const missing = SIGNING_ALGORITHMS.filter((alg) => !rows.some((row) => row.alg === alg));
  if (missing.length > 0) {
    for (const alg of missing) await createFirstKey(db, sealer, alg);
    rows = await db.query<KeyRow>(PUBLISHED, []);
  }
  return Promise.all(
    rows.map(async (row) => JSON.parse(await sealer.open('signing-key', row.private_jwk)) as JWK),
  );
}

async function createFirstKey(db: Database, sealer: Sealer, alg: SigningAlgorithm): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const members = { kid, alg, use: 'sig' };
  const privateJwk = { ...(await exportJWK(privateKey)), ...members };
  await db.query(INSERT_FIRST, [
    kid,
    alg,
    JSON.stringify({ ...publicJwk, ...members }),
    await sealer.seal('signing-key', JSON.stringify(privateJwk)),
  ]);
}
