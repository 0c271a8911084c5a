import type { TokenAttempts } from '../../provider/attempts.ts';
import type { LimitKey } from './keys.ts';
import type { Limit } from './limit.ts';

/**
 * Guesses of client secrets, and of codes and refresh tokens, for each client and address: nobody
 * can lock out a client that calls from elsewhere. They are counted apart, because a client that
 * many people share from one address has dead refresh tokens every day, but never a wrong secret.
 */
export function tokenAttempts(client: Limit, grant: Limit, key: LimitKey): TokenAttempts {
  return {
    refuses(clientId, address) {
      const name = key(address, clientId);
      return client.refuses(name) || grant.refuses(name);
    },
    async failed(what, clientId, address) {
      const limit = what === 'client' ? client : grant;
      await limit.failed(key(address, clientId));
    },
  };
}
