import type { AuthInfo } from '../contract/auth-info.ts';
import { verifiedAuth } from '../contract/verified-auth.ts';

/**
 * The verified token of the request that calls a tool, from the second argument of its callback
 * (`extra`). Then use `requireScopes(authOf(extra), ['mcp:write'])`, so that the call fails if a scope
 * is missing.
 *
 * @throws {@link ConfigurationError} when no token was verified
 */
export function authOf(extra: { readonly authInfo?: object | undefined }): AuthInfo {
  return verifiedAuth(extra.authInfo);
}
