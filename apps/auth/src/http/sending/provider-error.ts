import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import {
  AlreadyDonePage,
  ErrorPage,
  htmlHeaders,
  type ProblemCode,
  problemOfOAuthError,
  statusOf,
} from '../../pages/pages.ts';
import { placeIn } from '../../protocol/addresses.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import { isFinishedInteraction } from '../../provider/adapter/interaction-adapter.ts';
import { databaseFault } from '../../provider/database-faults.ts';
import { servedRequest } from '../../provider/request.ts';
import type { Storage } from '../../storage/storage.ts';
import { isTold } from '../references/incident.ts';
import { type LibraryPages, showPage } from './library-pages.ts';
import { askedFor } from './asked-for.ts';
import { parametersIn } from './parameters-in.ts';
import { whereToTryAgain } from './try-again.ts';
import { waitOf } from './wait.ts';

/**
 * Renders what the library cannot send back to the client: an unknown client, a redirect URI that does
 * not match, a resume address visited again.
 */
export async function renderProviderError(
  storage: Storage,
  pages: LibraryPages,
  ctx: KoaContextWithOIDC,
  out: ErrorOut,
  error: Error,
): Promise<void> {
  // The answer is written elsewhere (unavailable.ts).
  if (databaseFault() !== undefined) return;
  ctx.set(htmlHeaders({ https: pages.https, inAuthorizationFlow: true }));
  const resumed = placeIn(ENDPOINTS.resume, ctx.path);
  // Where something failed, asking may fail as well, and coming back may help.
  const isRefused = ctx.status < 500;
  if (isRefused && resumed !== undefined && (await isFinishedInteraction(storage, resumed))) {
    ctx.status = 200;
    showPage(ctx, pages, AlreadyDonePage, {});
    return;
  }
  const code =
    isRefused && (await isDisabledClient(storage, out, ctx))
      ? 'client_disabled'
      : situation(out, error, ctx.status);
  servedRequest().refused = out.error;
  ctx.status = statusOf(code);
  if (ctx.accepts('html', 'json') === 'json') {
    ctx.type = 'json';
    ctx.body = { error: out.error, error_description: out.error_description };
    return;
  }
  const reference = isTold(code)
    ? pages.refer(ctx.res, {
        reason: code,
        error: out.error,
        status: ctx.status,
        parameters: parametersIn(out.error_description),
      })
    : undefined;
  showPage(ctx, pages, ErrorPage, {
    problem: code,
    code: out.error,
    wait: waitOf(secondsSaid(ctx)),
    retry: whereToTryAgain(code, ctx.method, ctx.url),
    asked: askedFor(ctx.oidc?.params, out.error_description),
    ...(reference !== undefined && { reference }),
  });
}

function situation(out: ErrorOut, error: Error, status: number): ProblemCode {
  if (error.name === 'SessionNotFound') return 'stale_interaction';
  if (out.error === 'invalid_client' && servedRequest().documentRefused) return 'client_document';
  return problemOfOAuthError(out.error, status);
}

/** Seconds, where the answer says when to come back. */
function secondsSaid({ response }: KoaContextWithOIDC): number | undefined {
  return Number(response.get('Retry-After')) || undefined;
}

/** The library does not find a disabled client, as if there were none. */
async function isDisabledClient(
  storage: Storage,
  { error }: ErrorOut,
  ctx: KoaContextWithOIDC,
): Promise<boolean> {
  const clientId = ctx.oidc?.params?.client_id;
  if (error !== 'invalid_client' || typeof clientId !== 'string' || clientId.includes('\0')) {
    return false;
  }
  return (await storage.clients.show(clientId))?.disabled_at != null;
}
