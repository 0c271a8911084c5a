/**
 * What surrounds a request to the authorization endpoint, so that one that fails can be sent again.
 *
 * ```
 * GET /auth/:uid ─▶ library ─┬─ code or next interaction ─▶ finishes the interaction with it
 *                            ├─ error for the client ──────▶ finished afterwards
 *                            └─ failure (5xx) ─────────────▶ stays open
 * ```
 *
 * @module
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { runAuthorizationRequest } from '../storage/authorization-request.ts';
import { databaseFault } from '../storage/database-faults.ts';
import type { Storage } from '../storage/storage.ts';

/** Runs the library for `/auth` and `/auth/:uid`. */
export function serveAuthorization(
  ctx: KoaContextWithOIDC,
  storage: Storage,
  next: () => Promise<unknown>,
): Promise<void> {
  return runAuthorizationRequest(async (request) => {
    await next();
    const failed = ctx.status >= 500 || databaseFault() !== undefined;
    if (failed || request.answering === undefined) return;
    // Where this fails it stays open, and whoever comes back gets the same answer again.
    await storage.artifacts.finish('Interaction', request.answering).catch(() => false);
  });
}
