import type { Database } from '@gatehouse/database';
import { createSealer, type SealError, type Sealer } from '../storage/sealing.ts';
import { refusesUnbound } from './signing-keys.ts';

/**
 * The sealer of a server. It accepts values of an older version, which are bound to no row, as long
 * as the signing keys of its database do not refuse them. It asks when one turns up, so that a
 * start of another replica is felt here too; a refusal holds for good.
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
