import type { Client, KoaContextWithOIDC } from 'oidc-provider';

/**
 * Which web pages may read the answers of the token, revocation and userinfo endpoints to a client:
 * those at the origins of its own redirect URIs. An opaque origin (`null`) never matches.
 *
 * Every other origin is served without CORS headers instead of being refused. The browser then keeps
 * the answer from the page, while programs that are no page but send an `Origin` (Electron, browser
 * extensions) read it. No cookie counts at these endpoints, so a page gains nothing by a request that
 * any other machine could send.
 *
 * @returns true, so that the library goes on
 */
export function clientBasedCors(
  ctx: Pick<KoaContextWithOIDC, 'remove'>,
  origin: string,
  client: Client,
): boolean {
  const isIts = (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
  if (origin === 'null' || !isIts) {
    ctx.remove('Access-Control-Allow-Origin');
    ctx.remove('Access-Control-Expose-Headers');
  }
  return true;
}
