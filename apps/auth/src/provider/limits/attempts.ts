/**
 * Who fails at the token, revocation or introspection endpoint again and again is refused, before anything is
 * looked up.
 *
 * ```
 * POST /token ──▶ library reads client_id ──▶ looks the client up ─── refused? ──▶ 429
 *                                                  │ no
 *                 counted ◀── invalid_client or invalid_grant ◀── the library's handler
 * ```
 *
 * What foreign pages send is counted apart, and all of it that fails: a page that many people open
 * could otherwise use up the attempts of each of their networks.
 *
 * @module
 */
import type { Adapter, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { limitAt } from '../../protocol/addresses.ts';
import { currentRequest, servedRequest } from '../request.ts';
import { answerOf } from '../answer.ts';
import { type Caller, callerOf } from './foreign-page.ts';
import { sayWhenToRetry, tooMany, TooManyRequests } from './too-many-requests.ts';

/** Counts failures. `clientId` is undefined for all clients that do not exist, together. */
export interface TokenAttempts {
  /** Seconds to wait; 0 where the request may be served. Asks nobody, so that success costs nothing. */
  refuses(clientId: string | undefined, from: Caller): number;
  /** A secret, or a code or refresh token, was wrong. */
  failed(what: 'client' | 'grant', clientId: string | undefined, from: Caller): Promise<void>;
  /** Seconds that a foreign page has to wait at this address, whatever it wants. */
  refusesPages(address: string | undefined): number;
  /** A request of a foreign page was refused, whatever was wrong with it. */
  failedPage(address: string | undefined): Promise<void>;
}

/** What is known of a request that counts where it fails. */
export interface Attempt {
  readonly from: Caller;
  /** the client that was found; absent where there is none */
  clientId?: string | undefined;
  lookedUp: boolean;
}

const FAILURES = new Map<unknown, 'client' | 'grant'>([
  ['invalid_client', 'client'],
  ['invalid_grant', 'grant'],
]);

const WHAT = 'failed attempts';

/** Counts what failed, after it was answered. */
export function countFailedAttempts(provider: Provider, attempts: TokenAttempts): void {
  const { origin } = new URL(provider.issuer);
  provider.use(async (ctx, next) => {
    if (ctx.method !== 'POST' || limitAt(ctx.path) !== 'failedAttempts')
      return next() as Promise<void>;
    const from = callerOf(ctx, origin);
    const wait = from.foreign ? attempts.refusesPages(ctx.ip) : 0;
    if (wait > 0) return answerTooMany(ctx, wait);
    const attempt: Attempt = { from, lookedUp: false };
    servedRequest().attempt = attempt;
    await next();
    const what = FAILURES.get(answerOf(ctx)?.error);
    if (what !== undefined && attempt.lookedUp) {
      await attempts.failed(what, attempt.clientId, from);
    }
    const refused = ctx.status >= 400 && ctx.status < 500 && ctx.status !== 429;
    if (from.foreign && refused) await attempts.failedPage(from.address);
    return undefined;
  });
}

/** The library's storage, which refuses to look a client up for whoever failed too often. */
export function refuseFailedAttempts(
  adapters: (model: string) => Adapter,
  attempts: TokenAttempts,
): (model: string) => Adapter {
  return (model) => {
    const adapter = adapters(model);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      async find(clientId) {
        const { ctx, attempt } = currentRequest() ?? {};
        if (ctx === undefined || attempt === undefined) return adapter.find(clientId);
        refuse(ctx, attempts.refuses(clientId, attempt.from));
        const client = await adapter.find(clientId);
        attempt.lookedUp = true;
        attempt.clientId = client ? clientId : undefined;
        if (!client) refuse(ctx, attempts.refuses(undefined, attempt.from));
        return client;
      },
    };
  };
}

function refuse(ctx: Pick<KoaContextWithOIDC, 'set'>, wait: number): void {
  if (wait === 0) return;
  sayWhenToRetry(ctx, wait);
  throw new TooManyRequests(tooMany(WHAT, wait));
}

/** Without the library; its CORS would let the page read this much, so that it can tell a user. */
function answerTooMany(ctx: Pick<KoaContextWithOIDC, 'set' | 'status' | 'body'>, wait: number) {
  sayWhenToRetry(ctx, wait);
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.status = 429;
  ctx.body = { error: 'too_many_requests', error_description: tooMany(WHAT, wait) };
}
