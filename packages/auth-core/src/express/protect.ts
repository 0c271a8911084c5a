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
  /** Called when a request is refused, for the log. It must not throw. */
  readonly onRefusal?: (error: AuthError, req: Request) => void;
}

/**
 * Passes on requests with a valid access token and answers all others itself: 401 with a challenge,
 * 403 if a scope is missing, 400 if the credentials are malformed, 503 while tokens cannot be
 * verified. Handlers after it get the token's `AuthInfo` from `authOf(req)`.
 *
 * Browser clients of any origin are allowed: every answer has CORS headers. `OPTIONS`, which never has
 * a token, is answered here.
 */
export function protect(resource: ProtectedResource, options: ProtectOptions = {}): RequestHandler {
  const { requiredScopes, onRefusal } = options;
  return async (req, res, next) => {
    res.set(corsHeaders(req.method));
    if (req.method === 'OPTIONS') return void res.status(204).end();
    const request = credentialsOf(req);
    let auth: AuthInfo;
    try {
      auth = await resource.authenticate(request, requiredScopes);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      onRefusal?.(error, req);
      return send(res, resource.refuse(error, request));
    }
    (req as Request & { auth?: AuthInfo }).auth = auth;
    next();
  };
}

function credentialsOf(req: Request): CredentialsRequest {
  return {
    // `req.headers` would not show a second header.
    authorization: req.headersDistinct['authorization'] ?? [],
    dpop: req.headersDistinct['dpop'] ?? [],
    method: req.method,
    url: req.originalUrl,
  };
}
