import type { AuthInfo } from '../contract/auth-info.ts';
import { verifiedAuth } from '../contract/verified-auth.ts';

/**
 * Who is calling a tool, from the second argument of its callback (`extra`). Follow it with
 * `requireScopes(authOf(extra), ['mcp:write'])`, which makes the call fail for want of a scope.
 *
 * @throws {@link ConfigurationError} when the server is not behind anything that checks tokens
 */
export function authOf(extra: { readonly authInfo?: object | undefined }): AuthInfo {
  return verifiedAuth(extra.authInfo);
}
