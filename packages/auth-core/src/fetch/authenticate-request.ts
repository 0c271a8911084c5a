import type { AuthInfo } from '../contract/auth-info.ts';
import { corsHeaders } from '../protected-resource/cors.ts';
import type { CredentialsRequest } from '../protected-resource/credentials.ts';
import { AuthError } from '../errors/errors.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { responseOf } from './response.ts';

export interface AuthenticateOptions {
  /** Scopes every request needs. Default: none, any valid token will do. */
  readonly requiredScopes?: readonly string[];
  /** Told of every refusal, for the log. It must not throw. */
  readonly onRefusal?: (error: AuthError, request: Request) => void;
}

/**
 * Who is asking, or the answer to send instead: 401 with a challenge, 403 where a scope is missing,
 * 400 where the credentials are malformed, 503 while tokens cannot be checked.
 *
 * For a router's middleware; `protectFetch` does this and what else a resource has to answer.
 */
export async function authenticateRequest(
  resource: ProtectedResource,
  request: Request,
  { requiredScopes, onRefusal }: AuthenticateOptions = {},
): Promise<AuthInfo | Response> {
  const credentials = credentialsOf(request);
  try {
    return await resource.authenticate(credentials, requiredScopes);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    onRefusal?.(error, request);
    const { status, headers, body } = resource.refuse(error, credentials);
    return responseOf({ status, headers: { ...headers, ...corsHeaders(request.method) }, body });
  }
}

function credentialsOf({ headers, method, url }: Request): CredentialsRequest {
  const authorization = headers.get('authorization');
  // `Headers` joins what was sent twice. Two tokens in one header are malformed to the core as two
  // headers are; of proofs it counts how many there are, and none has a comma inside.
  const proofs = headers.get('dpop')?.split(',') ?? [];
  return {
    authorization: authorization === null ? [] : [authorization],
    dpop: proofs.map((proof) => proof.trim()),
    method,
    url,
  };
}
