import type { ServerContext } from '@modelcontextprotocol/server';

import type { AuthInfo } from '../contract/auth-info.ts';
import { verifiedAuth } from '../contract/verified-auth.ts';

/**
 * Who is calling a tool, from the context its callback gets.
 *
 * @throws {@link ConfigurationError} when the server is not behind anything that checks tokens, as
 *   over stdio; a tool that asks for it is never run for nobody
 */
export function authOf(context: Pick<ServerContext, 'http'>): AuthInfo {
  return verifiedAuth(context.http?.authInfo);
}
