import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { wasDeclined } from '../../consent/declined.ts';
import { learnsOfNo, mayReceiveErrors } from '../../consent/known-client.ts';
import type { Storage } from '../../storage/storage.ts';
import { servedRequest } from '../request.ts';
import { type ResponseMode, wrapResponseModes } from '../internals.ts';

/** An authorization error response (RFC 6749 §4.1.2.1) that waits for the user to go on with it. */
export interface HeldErrorResponse {
  /** the redirect URI of the request, one that the client registered */
  readonly redirectUri: string;
  /** the redirect URI with the parameters of the error */
  readonly target: string;
  /** the standard's code */
  readonly error: string;
}

/** Renders the page that stands in for the redirect. The status is set already. */
export type RenderHeldError = (
  ctx: KoaContextWithOIDC,
  held: HeldErrorResponse,
) => Promise<void> | void;

/**
 * Holds an error back where its redirect would send a browser to an address that nobody vouches for
 * (OAuth 2.1 §7.12.2, RFC 9700 §4.11.2): a page names the address, and its link carries the error on.
 */
export function holdErrorResponses(
  provider: Provider,
  storage: Storage,
  render: RenderHeldError,
): void {
  wrapResponseModes(provider, (original) => async (ctx, redirectUri, parameters) => {
    const { error } = parameters;
    if (error !== undefined && !wasDeclined(ctx, error)) servedRequest().refused = error;
    if (error === undefined || (await goesStraight(ctx, storage, redirectUri, error))) {
      return original(ctx, redirectUri, parameters);
    }
    const { status } = ctx;
    const target = await locationOf(original, ctx, redirectUri, parameters);
    // What the user declined went as they wished; everything else is a fault of the request.
    if (error === 'access_denied') ctx.status = 200;
    else ctx.status = status >= 500 ? status : 400;
    return render(ctx, { redirectUri, target, error });
  });
}

/** The address that the original would redirect to, taken back out of the response. */
async function locationOf(original: ResponseMode, ...request: Parameters<ResponseMode>) {
  const [ctx] = request;
  await original(...request);
  const target = ctx.response.get('Location');
  ctx.remove('Location');
  return target;
}

async function goesStraight(
  ctx: KoaContextWithOIDC,
  storage: Storage,
  redirectUri: string,
  error: string,
): Promise<boolean> {
  // An early error comes before the library has collected the parameters.
  const prompt = ctx.oidc.params?.prompt ?? ctx.query.prompt;
  if (prompt === 'none') return true;
  // Where the server itself failed, the database may be what failed.
  if (ctx.status >= 500 || ctx.oidc.client === undefined) return false;
  const { clientId } = ctx.oidc.client;
  const recipient = { clientId, redirectUri, userId: ctx.oidc.session?.accountId };
  const decide = wasDeclined(ctx, error) ? learnsOfNo : mayReceiveErrors;
  return decide(storage, recipient);
}
