import type { ServerContext } from '@modelcontextprotocol/server';

import type { AuthInfo } from '../contract/auth-info.ts';
import { verifiedAuth } from '../contract/verified-auth.ts';

/**
 * The verified token of the request that calls a tool, from the context that the callback gets.
 *
 * @throws {@link ConfigurationError} when no token was verified, for example because the server runs
 *   over stdio. So a tool that uses it never runs without a user
 */
export function authOf(context: Pick<ServerContext, 'http'>): AuthInfo {
  return verifiedAuth(context.http?.authInfo);
}
