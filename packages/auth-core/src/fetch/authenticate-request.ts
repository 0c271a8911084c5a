import type { AuthInfo } from '../contract/auth-info.ts';
import { corsHeaders } from '../protected-resource/cors.ts';
import type { CredentialsRequest } from '../protected-resource/credentials.ts';
import { AuthError } from '../errors/errors.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { responseOf } from './response.ts';

export interface AuthenticateOptions {
  /** Scopes that every request needs. Default: none, any valid token is accepted. */
  readonly requiredScopes?: readonly string[];
  /**
   * Called when a request is refused, for the log. The answer waits for its promise. What it throws is
   * thrown here, instead of the refusal.
   */
  readonly onRefusal?: (error: AuthError, request: Request) => unknown;
}

/**
 * The verified token of a request, or the answer to send instead: 401 with a challenge, 403 if a scope
 * is missing, 400 if the credentials are malformed, 503 while tokens cannot be verified.
 *
 * It is for the middleware of a router. `protectFetch` does the same and also serves metadata and CORS.
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
    await onRefusal?.(error, request);
    const { status, headers, body } = resource.refuse(error, credentials);
    return responseOf({ status, headers: { ...headers, ...corsHeaders(request.method) }, body });
  }
}

function credentialsOf({ headers, method, url }: Request): CredentialsRequest {
  const authorization = headers.get('authorization');
  // `Headers` joins two headers of one name with a comma. The core refuses two tokens in one header
  // just as it refuses two headers. Proofs are split again, so that the core can count them.
  const proofs = headers.get('dpop')?.split(',') ?? [];
  return {
    authorization: authorization === null ? [] : [authorization],
    dpop: proofs.map((proof) => proof.trim()),
    method,
    url,
  };
}
