import type { Database } from '@gatehouse/database';
import { createSealer, type SealError, type Sealer } from '../storage/sealing.ts';
import { refusesUnbound } from './signing-keys.ts';

/**
 * The sealer of a server. It accepts values of an older version, which are bound to no row, until the
 * signing keys of its database refuse them. It looks this up whenever it meets such a value, so a
 * refusal by another replica counts here as well. Once they are refused, it does not look again.
 */
export function createServerSealer(
  ring: readonly Uint8Array[],
  database: Database,
  onMisplaced: (error: SealError) => void,
): Sealer {
  const bare = createSealer(ring);
  let refused = false;
  return createSealer(ring, {
    async acceptsUnbound() {
      refused ||= await refusesUnbound(database, bare);
      return !refused;
    },
    onMisplaced,
  });
}
