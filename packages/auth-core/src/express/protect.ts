import type { Request, RequestHandler } from 'express';

import type { AuthInfo } from '../contract/auth-info.ts';
import { corsHeaders } from '../protected-resource/cors.ts';
import type { CredentialsRequest } from '../protected-resource/credentials.ts';
import { AuthError } from '../errors/errors.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { send } from './send.ts';

export interface ProtectOptions {
  /** Scopes that every request needs. Default: none, any valid token is accepted. */
  readonly requiredScopes?: readonly string[];
  /**
   * Called when a request is refused, for the log. The answer waits for its promise. What it throws goes
   * to the error handlers of the application, instead of the refusal.
   */
  readonly onRefusal?: (error: AuthError, req: Request) => unknown;
}

/**
 * Passes on requests with a valid access token and answers all others itself: 401 with a challenge,
 * 403 if a scope is missing, 400 if the credentials are malformed, 503 while tokens cannot be
 * verified. Handlers after it get the token's `AuthInfo` from `authOf(req)`.
 *
 * An error that is none of this package, of a verifier of your own for example, goes to the application's
 * error handlers (`next(error)`), with Express 4 too.
 *
 * Browser clients of any origin are allowed: every answer has CORS headers. `OPTIONS`, which never has
 * a token, is answered here.
 */
export function protect(resource: ProtectedResource, options: ProtectOptions = {}): RequestHandler {
  return async (req, res, next) => {
    res.set(corsHeaders(req.method));
    if (req.method === 'OPTIONS') return void res.status(204).end();
    // Express 4 does not look at promises: one that is rejected would end the process.
    try {
      const request = credentialsOf(req);
      const auth = await admitted(resource, request, options, req);
      if (auth instanceof AuthError) return send(res, resource.refuse(auth, request));
      (req as Request & { auth?: AuthInfo }).auth = auth;
    } catch (error) {
      return next(error);
    }
    next();
  };
}

async function admitted(
  resource: ProtectedResource,
  request: CredentialsRequest,
  { requiredScopes, onRefusal }: ProtectOptions,
  req: Request,
): Promise<AuthInfo | AuthError> {
  try {
    return await resource.authenticate(request, requiredScopes);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    await onRefusal?.(error, req);
    return error;
  }
}

function credentialsOf(req: Request): CredentialsRequest {
  return {
    authorization: valuesOf(req, 'authorization'),
    // Where there are two in one, the core counts them.
    dpop: valuesOf(req, 'dpop').flatMap((value) => value.split(',').map((proof) => proof.trim())),
    method: req.method,
    url: req.originalUrl,
  };
}

/**
 * Every value of a header. `headers` shows only the first of two `Authorization` headers, so the headers
 * as they arrived count. Adapters for serverless platforms have none of those and fill `headers` alone,
 * with the values of two headers joined by a comma or as a list; the core refuses both.
 */
function valuesOf({ headersDistinct, headers }: Request, name: string): string[] {
  const arrived = headersDistinct?.[name];
  if (arrived !== undefined && arrived.length > 0) return arrived;
  return Object.entries(headers)
    .filter(([own]) => own.toLowerCase() === name)
    .flatMap(([, value]) => value ?? []);
}
