import type { ServerResponse } from 'node:http';
import type { Client, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { REQUEST_ID } from '../protocol/request-id.ts';

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

/**
 * Lets a page that may read an answer read the id of its request, too. The library says by itself what
 * else there is to read, and says nothing where somebody has done so before it.
 *
 * To be installed before other middleware, so that it goes around it. Programs have nothing to wait for.
 */
export function exposeRequestId(provider: Provider): void {
  provider.use((ctx, next) =>
    ctx.headers.origin === undefined ? next() : next().then(() => addRequestId(ctx.res)),
  );
}

function addRequestId(res: ServerResponse): void {
  if (!res.hasHeader('Access-Control-Allow-Origin')) return;
  const exposed = [res.getHeader('Access-Control-Expose-Headers'), REQUEST_ID];
  res.setHeader('Access-Control-Expose-Headers', exposed.filter(Boolean).join(', '));
}
