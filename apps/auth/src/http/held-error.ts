import type { KoaContextWithOIDC } from 'oidc-provider';
import { heldErrorPage, htmlHeaders } from '../pages/pages.ts';
import type { HeldErrorResponse } from '../provider/authorization/error-responses.ts';
import type { AppContext } from './app-context.ts';
import { clientSummary } from './client-summary.ts';

/** The page that stands in for an error redirect; nothing leads on by itself. */
export function renderHeldError(
  { config }: Pick<AppContext, 'config'>,
  ctx: KoaContextWithOIDC,
  { redirectUri, target, error }: HeldErrorResponse,
): void {
  const { client } = ctx.oidc;
  if (client === undefined) throw new TypeError('an error is sent to a client that was found');
  const https = config.publicUrl.protocol === 'https:';
  ctx.set(htmlHeaders({ https, inAuthorizationFlow: true }));
  // An operator's client is never held, so this one has registered itself.
  ctx.body = heldErrorPage({
    client: clientSummary(client, 'dynamic', redirectUri),
    error,
    target,
  });
}
