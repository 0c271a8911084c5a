import type { KoaContextWithOIDC } from 'oidc-provider';
import { kindOf } from '../../consent/client-verification.ts';
import { noOf } from '../../consent/declined.ts';
import { DeclinedPage } from '../../pages/pages.ts';
import type { HeldErrorResponse } from '../../provider/authorization/error-responses.ts';
import type { Resources } from '../../storage/resources.ts';
import { clientSummary } from './client-summary.ts';
import { type LibraryPages, showPage } from './library-pages.ts';

/**
 * The page that stands in for the redirect of a no, to a client that is not told at once. Nothing leads on by
 * itself, and nothing went wrong.
 */
export async function renderHeldNo(
  pages: LibraryPages,
  resources: Pick<Resources, 'find'>,
  ctx: KoaContextWithOIDC,
  { redirectUri, target }: HeldErrorResponse,
): Promise<void> {
  const { client, params, entities } = ctx.oidc;
  if (client === undefined) throw new TypeError('an error is sent to a client that was found');
  const known =
    typeof params?.resource === 'string' ? await resources.find(params.resource) : undefined;
  showPage(ctx, pages, DeclinedPage, {
    client: clientSummary(client, kindOf(client), redirectUri),
    clientId: client.clientId,
    server: known?.name,
    why: noOf(entities.Interaction ?? {}),
    next: { kind: 'link', target },
  });
}
