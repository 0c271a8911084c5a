import { createHash } from 'node:crypto';
import type { DocumentLimits } from '../../provider/limits/documents.ts';
import type { LimitKey } from './keys.ts';
import type { Limit } from './limit.ts';

/** What the reading of documents is counted in. */
export interface DocumentCounts {
  readonly perAddress: Limit;
  /** for each host that is asked, whoever has it asked */
  readonly perHost: Limit;
  readonly total: Limit;
}

/**
 * So many documents for each address, for each host and in all: each is a request to somebody's server,
 * and may be a row here. What one address is refused does not count for the others.
 */
export function documentLimits(
  { perAddress, perHost, total }: DocumentCounts,
  key: LimitKey,
): DocumentLimits {
  return {
    async take(from, host) {
      // What foreign pages send browsers to must not keep what people open from being read.
      const opened = from.foreign ? 'pages' : 'all';
      return (
        (await perAddress.take(key(from))) ||
        (await perHost.take(named(`${opened} ${host}`))) ||
        (await total.take(named(opened)))
      );
    },
  };
}

/** As other keys are: of one length, and spread evenly. */
function named(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}
