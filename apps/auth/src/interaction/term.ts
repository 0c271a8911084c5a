import type { Client } from 'oidc-provider';
import type { Lifetimes } from '../config/config.ts';
import type { ConsentPageProps } from '../pages/pages.ts';

/**
 * How long a client may do what it is allowed now; seconds. With refresh tokens it ends once it is not used, or
 * with the family; without them with the access token. Whether there are any is a matter of the client's grant
 * types, and not of `offline_access`.
 */
export function termOf(
  client: Pick<Client, 'grantTypeAllowed'>,
  lifetimes: Pick<Lifetimes, 'accessToken' | 'refreshIdle' | 'refreshMax'>,
): ConsentPageProps['term'] {
  const { accessToken, refreshIdle: idle, refreshMax: latest } = lifetimes;
  if (!client.grantTypeAllowed('refresh_token')) return { latest: accessToken };
  return idle < latest ? { idle, latest } : { latest };
}
