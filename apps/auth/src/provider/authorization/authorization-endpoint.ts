/**
 * What surrounds a request to the authorization endpoint, so that one that fails can be sent again.
 *
 * ```
 * GET /auth/:uid ─▶ library ─┬─ code or next interaction ─▶ finishes the interaction with it
 *                            ├─ error for the client ──────▶ finished afterwards
 *                            └─ failure (5xx) ─────────────▶ stays open
 * ```
 *
 * What is resumed is judged first (outcome-binding.ts), and what proved it is taken away afterwards.
 *
 * @module
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import { servedRequest } from '../request.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { databaseFault } from '../database-faults.ts';
import type { Storage } from '../../storage/storage.ts';
import { clearOutcome, judgeResumption } from './outcome-binding.ts';

/** Runs the library for `/auth` and `/auth/:uid`. */
export async function serveAuthorization(
  ctx: KoaContextWithOIDC,
  { storage, events }: { readonly storage: Storage; readonly events: Events },
  next: () => Promise<unknown>,
): Promise<void> {
  const request: AuthorizationRequest = {
    judge: (uid, interaction) => judgeResumption(ctx, { storage, events }, uid, interaction),
  };
  servedRequest().authorization = request;
  await next();
  if (request.reused !== undefined && ctx.oidc?.entities.AuthorizationCode !== undefined) {
    events.happened(request.reused);
  }
  const failed = ctx.status >= 500 || databaseFault() !== undefined;
  if (failed || request.resumed === undefined) return;
  const { issuer } = ctx.oidc.provider;
  for (const line of clearOutcome(issuer, request.resumed, ctx.get('Cookie'))) {
    ctx.append('Set-Cookie', line);
  }
  if (request.answering === undefined) return;
  // Where this fails it stays open, and whoever comes back gets the same answer again.
  await storage.artifacts.finish('Interaction', request.answering).catch(() => false);
}
