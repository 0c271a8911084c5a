import type { AuthInfo } from './auth-info.ts';
import { ConfigurationError } from '../errors/errors.ts';

/** Whatever checks tokens: a `Verifier`, or a `ProtectedResource` with its scope hierarchy. */
export interface TokenSource {
  verify(token: string): Promise<AuthInfo>;
}

/**
 * What a verifier of this package has said, from where an MCP SDK hands it on. The SDK keeps the
 * object and knows some of its members.
 *
 * @throws {@link ConfigurationError} when there is nothing, or something of another verifier's
 */
export function verifiedAuth(auth: unknown): AuthInfo {
  const { subject, issuer } = Object(auth) as Partial<AuthInfo>;
  if (typeof subject !== 'string' || typeof issuer !== 'string') {
    throw new ConfigurationError('a request came through without a token that was verified here');
  }
  return auth as AuthInfo;
}
