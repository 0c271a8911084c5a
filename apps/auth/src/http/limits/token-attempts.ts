import type { TokenAttempts } from '../../provider/limits/attempts.ts';
import type { LimitKey } from './keys.ts';
import type { Limit } from './limit.ts';

/** What the attempts at the token endpoint are counted in. */
export interface AttemptCounts {
  readonly client: Limit;
  readonly grant: Limit;
  /** failures of foreign pages, for each address */
  readonly pages: Limit;
  /** of all foreign pages together */
  readonly pagesTotal: Limit;
}

/**
 * Guesses of client secrets, and of codes and refresh tokens, for each client and address: nobody
 * can lock out a client that calls from elsewhere. They are counted apart, because a client that
 * many people share from one address has dead refresh tokens every day, but never a wrong secret.
 */
export function tokenAttempts(
  { client, grant, pages, pagesTotal }: AttemptCounts,
  key: LimitKey,
): TokenAttempts {
  return {
    refuses(clientId, from) {
      // Most of the time nobody has to wait, and a key costs as much as a signature.
      if (client.isQuiet && grant.isQuiet) return 0;
      const name = key(from, clientId);
      return client.refuses(name) || grant.refuses(name);
    },
    async failed(what, clientId, from) {
      const limit = what === 'client' ? client : grant;
      await limit.failed(key(from, clientId));
    },
    refusesPages: (address) =>
      pages.refuses(key({ address, foreign: true })) || pagesTotal.refuses('all'),
    async failedPage(address) {
      await pages.failed(key({ address, foreign: true }));
      await pagesTotal.failed('all');
    },
  };
}
