import type { KoaContextWithOIDC } from 'oidc-provider';
import { kindOf } from '../../consent/client-verification.ts';
import { HeldErrorPage } from '../../pages/pages.ts';
import type { HeldErrorResponse } from '../../provider/authorization/error-responses.ts';
import { resourceAsked } from '../references/references.ts';
import { clientSummary } from './client-summary.ts';
import { type LibraryPages, showPage } from './library-pages.ts';

/** The page that stands in for an error redirect; nothing leads on by itself. */
export function renderHeldError(
  pages: LibraryPages,
  ctx: KoaContextWithOIDC,
  { redirectUri, target, error }: HeldErrorResponse,
): void {
  const { client } = ctx.oidc;
  if (client === undefined) throw new TypeError('an error is sent to a client that was found');
  const reference = pages.refer(ctx.res, { reason: 'held_error', error, status: ctx.status });
  const resource = error === 'invalid_target' ? resourceAsked() : undefined;
  showPage(ctx, pages, HeldErrorPage, {
    client: clientSummary(client, kindOf(client), redirectUri),
    error,
    target,
    asked: { clientId: client.clientId, ...(resource !== undefined && { resource }) },
    ...(reference !== undefined && { reference }),
  });
}
