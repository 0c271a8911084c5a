import { readFileSync } from 'node:fs';
import { dpop, jwtVerifier, type ReplayStore } from '@gatehouse/auth-core';

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';

// A token that is bound to a key needs a proof of it; any other works as bearer, as before.
export const verifier = dpop(jwtVerifier({ issuer, audience }));

// Bound tokens alone, and proofs that hold a nonce of this server.
export const strict = dpop(jwtVerifier({ issuer, audience }), {
  required: true,
  nonces: { secret: readFileSync('nonce-secret.bin') },
});

// Several servers under one URL: what one of them has seen, none of them takes again.
interface Database {
  query(sql: string, values: readonly unknown[]): Promise<{ rowCount: number | null }>;
}
const sharedBy = (database: Database): ReplayStore => ({
  async remember(key, expiresAt) {
    const { rowCount } = await database.query(
      `INSERT INTO used_proofs (key, expires_at) VALUES ($1, to_timestamp($2))
       ON CONFLICT DO NOTHING`,
      [key, expiresAt],
    );
    return rowCount === 1;
  },
});
export const replicated = (database: Database) =>
  dpop(jwtVerifier({ issuer, audience }), { replayStore: sharedBy(database) });
