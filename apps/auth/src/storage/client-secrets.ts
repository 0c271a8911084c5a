import type { ClientMetadata } from './clients.ts';
import type { Sealer } from './sealing.ts';

/** Metadata as it is stored: as JSON without its secret, and the secret sealed for its row. */
export interface StoredApart {
  readonly json: string;
  readonly sealed: string | null;
}

export async function withSecretApart(
  sealer: Sealer,
  { client_secret: secret, ...rest }: ClientMetadata,
): Promise<StoredApart> {
  const sealed =
    secret === undefined ? null : await sealer.seal('client-secret', rest.client_id, secret);
  return { json: JSON.stringify(rest), sealed };
}
