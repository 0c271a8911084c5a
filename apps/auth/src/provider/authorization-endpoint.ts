/**
 * What surrounds a request to the authorization endpoint, so that one that fails can be sent again.
 *
 * ```
 * GET /auth/:uid ─▶ library ─┬─ code or next interaction ─▶ finishes the interaction with it
 *                            ├─ error for the client ──────▶ finished afterwards
 *                            └─ failure (5xx) ─────────────▶ stays open, and the cookies as they were
 * ```
 *
 * @module
 */
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import {
  type AuthorizationRequest,
  runAuthorizationRequest,
} from '../storage/authorization-request.ts';
import type { Storage } from '../storage/storage.ts';

/** Runs the library for `/auth` and `/auth/:uid`. */
export function serveAuthorization(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  storage: Storage,
  next: () => Promise<unknown>,
): Promise<void> {
  return runAuthorizationRequest(async (request) => {
    await next();
    if (ctx.status >= 500) keepCookies(ctx, provider, request);
    else if (request.answering !== undefined) {
      // Where this fails it stays open, and whoever comes back gets the same answer again.
      await storage.artifacts.finish('Interaction', request.answering).catch(() => false);
    }
  });
}

/**
 * Lets the browser keep what it needs to come back: the resume cookie, which the library takes away
 * first of all, and its session, where the new one was not stored.
 */
function keepCookies(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  { sessionStored }: AuthorizationRequest,
): void {
  const lost = [
    provider.cookieName('resume'),
    ...(sessionStored ? [] : [provider.cookieName('session')]),
  ];
  const told = [ctx.response.get('set-cookie') as string | string[]].flat().filter(Boolean);
  const kept = told.filter(
    (line) => !lost.some((name) => line.startsWith(`${name}=`) || line.startsWith(`${name}.sig=`)),
  );
  ctx.remove('set-cookie');
  if (kept.length > 0) ctx.set('set-cookie', kept);
}
