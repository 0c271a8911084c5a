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
 * @module
 */
import { type Adapter, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';

/** Counts failures. `clientId` is undefined for all clients that do not exist, together. */
export interface TokenAttempts {
  /** Seconds to wait; 0 where the request may be served. Asks nobody, so that success costs nothing. */
  refuses(clientId: string | undefined, address: string): number;
  /** A secret, or a code or refresh token, was wrong. */
  failed(what: 'client' | 'grant', clientId: string | undefined, address: string): Promise<void>;
}

type Context = Pick<KoaContextWithOIDC, 'ip' | 'set'>;

/** Requests whose client was looked up, and which it is. */
const running = new WeakMap<object, { clientId?: string | undefined; lookedUp: boolean }>();

/** Where clients prove who they are. */
const ENDPOINTS = ['token', 'revocation', 'introspection'];

const FAILURES = new Map([
  ['invalid_client', 'client'],
  ['invalid_grant', 'grant'],
] as const);

class TooManyAttempts extends errors.OIDCProviderError {
  override error_description = 'too many failed attempts from this network, try again later';

  constructor() {
    // RFC 6585 §4. No OAuth code says this; the MCP SDKs know this one.
    super(429, 'too_many_requests');
  }
}

/** Counts what failed, after it was answered. */
export function countFailedAttempts(provider: Provider, attempts: TokenAttempts): void {
  const paths = new Set(ENDPOINTS.map((name) => provider.pathFor(name)));
  provider.use(async (ctx, next) => {
    const request: { clientId?: string; lookedUp: boolean } = { lookedUp: false };
    const counts = ctx.method === 'POST' && paths.has(ctx.path);
    if (counts) running.set(ctx, request);
    await next();
    const { error } = (ctx.body ?? {}) as { error?: 'invalid_client' | 'invalid_grant' };
    const what = error && FAILURES.get(error);
    if (counts && what !== undefined && request.lookedUp) {
      await attempts.failed(what, request.clientId, ctx.ip);
    }
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
        const { ctx } = Provider;
        const request = ctx && running.get(ctx);
        if (ctx === undefined || request === undefined) return adapter.find(clientId);
        refuse(ctx, attempts, clientId);
        const client = await adapter.find(clientId);
        request.lookedUp = true;
        request.clientId = client ? clientId : undefined;
        if (!client) refuse(ctx, attempts, undefined);
        return client;
      },
    };
  };
}

function refuse(ctx: Context, attempts: TokenAttempts, clientId: string | undefined): void {
  const wait = attempts.refuses(clientId, ctx.ip);
  if (wait === 0) return;
  ctx.set({ 'Retry-After': String(wait), 'Cache-Control': 'no-store' });
  throw new TooManyAttempts();
}
