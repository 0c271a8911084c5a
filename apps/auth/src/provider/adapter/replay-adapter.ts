import { type Adapter, errors } from 'oidc-provider';
import { type ArtifactPayload, artifactRow, seconds } from '../../storage/artifact.ts';
import type { Storage } from '../../storage/storage.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { unsupported } from './unsupported.ts';

/**
 * What the error says of an assertion that was seen. The library's own message is never used, as its
 * look-up finds nothing.
 */
export const USED_BEFORE = 'this assertion was used before';

const KIND = 'ReplayDetection';

/**
 * Identifiers that may be seen once (`jti` of client assertions and proofs). The library looks, then
 * writes; between the two another request may have written. So looking finds nothing here, and the
 * write itself decides: of parallel writers one succeeds, the others are refused.
 */
export function createReplayAdapter({ artifacts }: Storage): Adapter {
  return {
    find: () => Promise.resolve(undefined),
    async upsert(id, payload, expiresIn) {
      const row = artifactRow(KIND, tokenHash(id), payload as ArtifactPayload, seconds(expiresIn));
      if (!(await artifacts.insertOnce(row))) {
        // Assertions of clients are all that comes here so far (RFC 7523 §3.2).
        throw new errors.InvalidClientAuth(USED_BEFORE);
      }
    },
    destroy: unsupported(KIND, 'removal'),
    findByUid: unsupported(KIND, 'uid'),
    findByUserCode: unsupported(KIND, 'user code'),
    consume: unsupported(KIND, 'use'),
    revokeByGrantId: unsupported(KIND, 'grant'),
  };
}
