import type { KoaContextWithOIDC } from 'oidc-provider';
import { heldErrorPage, htmlHeaders } from '../../pages/pages.ts';
import type { HeldErrorResponse } from '../../provider/authorization/error-responses.ts';
import { clientSummary } from './client-summary.ts';

/** The page that stands in for an error redirect; nothing leads on by itself. */
export function renderHeldError(
  https: boolean,
  ctx: KoaContextWithOIDC,
  { redirectUri, target, error }: HeldErrorResponse,
): void {
  const { client } = ctx.oidc;
  if (client === undefined) throw new TypeError('an error is sent to a client that was found');
  ctx.set(htmlHeaders({ https, inAuthorizationFlow: true }));
  // An operator's client is never held, so this one has registered itself.
  ctx.body = heldErrorPage({
    client: clientSummary(client, 'dynamic', redirectUri),
    error,
    target,
  });
}
