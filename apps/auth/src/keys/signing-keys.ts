import type { Database, Statement } from '@gatehouse/database';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../protocol/algorithms.ts';
import type { OpenedSeal, Sealer } from '../storage/sealing.ts';
import { readStored, STORED_JWK } from '../storage/stored.ts';

interface KeyRow {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly private_jwk: string;
  readonly created_at: Date;
}

const PUBLISHED: Statement = {
  name: 'signing_key_published',
  text: `SELECT kid, alg, private_jwk, created_at FROM signing_keys
    WHERE state IN ('active', 'staged', 'retiring')
    ORDER BY array_position(ARRAY['active', 'staged', 'retiring']::signing_key_state[], state), alg, created_at`,
};

const INSERT_FIRST: Statement = {
  name: 'signing_key_insert_first',
  text: `INSERT INTO signing_keys (kid, alg, state, active_for, public_jwk, private_jwk, activated_at)
    VALUES ($1, $2, 'active', $2, $3::jsonb, $4, now())
    ON CONFLICT DO NOTHING`,
};

const RESEAL: Statement = {
  name: 'signing_key_reseal',
  text: 'UPDATE signing_keys SET private_jwk = $3 WHERE kid = $1 AND private_jwk = $2',
};

/**
 * Whether values that are bound to no row are refused in this database. That is written into the seal
 * of each signing key. Somebody who can write to the database cannot remove it as they could remove a
 * row, because a server cannot work without its keys. Such values are also refused where there are no
 * keys, as then nothing in the database is from an older version, and where a key does not open.
 */
export async function refusesUnbound(db: Database, sealer: Sealer): Promise<boolean> {
  const seals = await inspectKeys(await db.query<KeyRow>(PUBLISHED, []), sealer);
  return seals.length === 0 || seals.some((seal) => seal === undefined || seal.refusesUnbound);
}

/** Writes into every signing key that values which are bound to no row are refused from now on. */
export async function refuseUnbound(db: Database, sealer: Sealer): Promise<void> {
  for (const { kid, private_jwk: sealed } of await db.query<KeyRow>(PUBLISHED, [])) {
    const { secret } = await sealer.inspect('signing-key', kid, sealed);
    const closed = await sealer.seal('signing-key', kid, secret, true);
    await db.query(RESEAL, [kid, sealed, closed]);
  }
}

function inspectKeys(rows: readonly KeyRow[], sealer: Sealer): Promise<(OpenedSeal | undefined)[]> {
  return Promise.all(
    rows.map(({ kid, private_jwk: sealed }) =>
      sealer.inspect('signing-key', kid, sealed).catch(() => undefined),
    ),
  );
}

/**
 * The private keys to sign with and to publish. Active ones come first, so that the provider signs with
 * them. Missing keys are made. Where several processes start on an empty database, one of them makes
 * the key for each algorithm, and all get the same keys.
 *
 * @param onSigning told, for each algorithm, when the key was made that is signed with
 * @throws StoredShapeError where a key is no JWK; nothing of it is in the error
 */
export async function loadSigningKeys(
  db: Database,
  sealer: Sealer,
  onSigning?: (alg: SigningAlgorithm, madeAt: Date) => void,
): Promise<JWK[]> {
  let rows = await db.query<KeyRow>(PUBLISHED, []);
  const missing = SIGNING_ALGORITHMS.filter((alg) => !rows.some((row) => row.alg === alg));
  if (missing.length > 0) {
    const closed = await refusesUnbound(db, sealer);
    for (const alg of missing) await createFirstKey(db, sealer, alg, closed);
    rows = await db.query<KeyRow>(PUBLISHED, []);
  }
  for (const alg of SIGNING_ALGORITHMS) {
    const first = rows.find((row) => row.alg === alg);
    if (first !== undefined) onSigning?.(alg, first.created_at);
  }
  return Promise.all(
    rows.map(async ({ kid, private_jwk: sealed }) =>
      readStored('signing key', STORED_JWK, await sealer.open('signing-key', kid, sealed)),
    ),
  );
}

async function createFirstKey(
  db: Database,
  sealer: Sealer,
  alg: SigningAlgorithm,
  closed: boolean,
): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const members = { kid, alg, use: 'sig' };
  const privateJwk = { ...(await exportJWK(privateKey)), ...members };
  await db.query(INSERT_FIRST, [
    kid,
    alg,
    JSON.stringify({ ...publicJwk, ...members }),
    await sealer.seal('signing-key', kid, JSON.stringify(privateJwk), closed),
  ]);
}
