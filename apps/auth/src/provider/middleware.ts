import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Storage } from '../storage/storage.ts';
import { runTokenRequest } from '../storage/token-request.ts';
import { normalizeAuthorizationRequest } from './authorization-request.ts';
import { revokeJwtAccessToken } from './revocation.ts';
import { correctMetadata } from './metadata.ts';

const METADATA = new Set([
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
]);

/** What happens around the library's own endpoints. */
export function installMiddleware(provider: Provider, storage: Storage): void {
  const token = provider.pathFor('token');
  const revocation = provider.pathFor('revocation');
  const authorization = provider.pathFor('authorization');

  provider.use(async (ctx, next) => {
    const { method, path } = ctx;
    if (method === 'POST' && path === token) return runTokenRequest(() => next() as Promise<void>);
    if (method === 'GET' && path === authorization) {
      ctx.query = normalizeAuthorizationRequest(ctx.query, await storage.resources.all());
    }
    await next();
    const body = ctx.body as Record<string, unknown> | undefined;
    if (method === 'GET' && METADATA.has(path) && ctx.status === 200 && body !== undefined) {
      ctx.body = correctMetadata(body, await storage.resources.all());
    }
    if (path === revocation && body?.error === 'unsupported_token_type') {
      // The library has run by now and put its context there.
      await revokeJwtAccessToken(ctx as KoaContextWithOIDC, provider, storage);
    }
    if (ctx.status === 404 && body === undefined) {
      ctx.status = 404;
      ctx.body = {
        error: 'invalid_request',
        error_description: `${path} does not answer to ${method}.`,
      };
    }
    return undefined;
  });
}
