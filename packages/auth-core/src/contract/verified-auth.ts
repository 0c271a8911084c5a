import type { AuthInfo } from './auth-info.ts';
import { ConfigurationError } from '../errors/errors.ts';

/** Anything that verifies tokens: a `Verifier`, or a `ProtectedResource` with its scope hierarchy. */
export interface TokenSource {
  verify(token: string): Promise<AuthInfo>;
}

/**
 * The `AuthInfo` of this package, from the place where an MCP SDK keeps it for a request. The type
 * of the SDK has only some of its members.
 *
 * @throws {@link ConfigurationError} when there is none, or one that another library made
 */
export function verifiedAuth(auth: unknown): AuthInfo {
  const { subject, issuer } = Object(auth) as Partial<AuthInfo>;
  if (typeof subject !== 'string' || typeof issuer !== 'string') {
    throw new ConfigurationError('a request came through without a token that was verified here');
  }
  return auth as AuthInfo;
}
