import type { Request, RequestHandler } from 'express';

import type { Credentials } from '../bearer.ts';
import { AuthError } from '../errors.ts';
import type { ProtectedResource } from '../protected-resource.ts';
import type { AuthInfo } from '../verifier.ts';

export interface ProtectOptions {
  /** Scopes every request needs. Default: none, any valid token will do. */
  readonly requiredScopes?: readonly string[];
  /** Told of every refusal, for the log. It must not throw. */
  readonly onRefusal?: (error: AuthError, req: Request) => void;
}

/**
 * Lets in requests with an acceptable access token and answers all others itself: 401 with a
 * challenge, 403 where a scope is missing, 400 where the credentials are malformed, 503 while
 * tokens cannot be checked. Behind it, `authOf(req)` says who is asking.
 */
export function protect(resource: ProtectedResource, options: ProtectOptions = {}): RequestHandler {
  const { requiredScopes, onRefusal } = options;
  return async (req, res, next) => {
    let auth: AuthInfo;
    try {
      auth = await resource.authenticate(credentialsOf(req), requiredScopes);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      onRefusal?.(error, req);
      const { status, headers, body } = resource.refuse(error);
      res.status(status).set(headers).json(body);
      return;
    }
    (req as Request & { auth?: AuthInfo }).auth = auth;
    next();
  };
}

function credentialsOf(req: Request): Credentials {
  const [, query = ''] = req.originalUrl.split('?', 2);
  return {
    // `req.headers` would hide a second one.
    authorization: req.headersDistinct['authorization'] ?? [],
    queryToken: new URLSearchParams(query).has('access_token'),
  };
}
