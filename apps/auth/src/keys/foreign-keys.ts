import type { Database, Statement } from '@gatehouse/database';
import { ConfigurationError } from '@gatehouse/environment';
import { SealError, type Sealer, type SealPurpose } from '../storage/sealing.ts';

interface SealedRow {
  readonly purpose: SealPurpose;
  readonly row: string;
  readonly sealed: string;
}

/** Every signing key in use; where there is none yet, the secret of a client that a command added. */
const SEALED: Statement = {
  name: 'sealed_sample',
  text: `WITH keys AS (
      SELECT 'signing-key' AS purpose, kid AS row, private_jwk AS sealed FROM signing_keys
      WHERE state IN ('active', 'staged', 'retiring')),
    secret AS (
      SELECT 'client-secret' AS purpose, id AS row, secret AS sealed FROM clients
      WHERE secret IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys) LIMIT 1)
    SELECT * FROM keys UNION ALL SELECT * FROM secret`,
};

/**
 * Refuses a ring that does not open what the database holds. A server could not sign with it, and a
 * command would seal what no server opens.
 *
 * @throws ConfigurationError
 */
export async function refuseForeignKeys(database: Database, sealer: Sealer): Promise<void> {
  for (const { purpose, row, sealed } of await database.query<SealedRow>(SEALED, [])) {
    await refuseUnopened(sealer, purpose, row, sealed);
  }
}

/**
 * Refuses a ring that does not open a value. Where it is, and of which version, is not judged.
 *
 * @throws ConfigurationError
 */
export async function refuseUnopened(
  sealer: Sealer,
  purpose: SealPurpose,
  row: string,
  sealed: string,
): Promise<void> {
  try {
    await sealer.inspect(purpose, row, sealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    if (error.code !== 'seal_not_opened') return;
    throw new ConfigurationError([
      {
        variable: 'ENCRYPTION_KEYS',
        problem: 'does not hold the key that what is in this database was sealed with',
        remedy:
          'Put that key back, at the end of the list; in development it is in secrets.json of the data directory of the server that wrote it.',
      },
    ]);
  }
}
