import type { KoaContextWithOIDC } from 'oidc-provider';
import { kindAt } from '../../protocol/addresses.ts';
import { english, ErrorPage, statusOf } from '../../pages/pages.ts';
import { databaseFault } from '../../provider/database-faults.ts';
import { servedRequest } from '../../provider/request.ts';
import { type LibraryPages, showPage } from './library-pages.ts';
import { whereToTryAgain } from './try-again.ts';
import { waitOf } from './wait.ts';

/** Seconds after which to try again: a restart or a failover has often ended by then. */
export const RETRY_AFTER = 5;

/** RFC 6749 §4.1.2.1. The token endpoint's list has no code for it (decision 26). */
export const TEMPORARILY_UNAVAILABLE = 'temporarily_unavailable';

/** The library's endpoints while the database does not answer: a page where a user is, else JSON. */
export function renderUnavailable(ctx: KoaContextWithOIDC, pages: LibraryPages): void {
  const forPerson = kindAt(ctx.path) !== 'program' && ctx.accepts('html', 'json') === 'html';
  servedRequest().refused = TEMPORARILY_UNAVAILABLE;
  ctx.status = statusOf('unavailable');
  ctx.set('Retry-After', String(RETRY_AFTER));
  ctx.set('Cache-Control', 'no-store');
  if (forPerson) {
    const fault = databaseFault()?.fault;
    const reference = pages.refer(ctx.res, {
      reason: 'unavailable',
      error: TEMPORARILY_UNAVAILABLE,
      status: ctx.status,
      ...(fault !== undefined && { fault }),
    });
    showPage(ctx, pages, ErrorPage, {
      problem: 'unavailable',
      code: TEMPORARILY_UNAVAILABLE,
      wait: waitOf(RETRY_AFTER),
      retry: whereToTryAgain('unavailable', ctx.method, ctx.url),
      ...(reference !== undefined && { reference }),
    });
    return;
  }
  const { message } = english.errors.problems.unavailable;
  ctx.body = { error: TEMPORARILY_UNAVAILABLE, error_description: message };
}
