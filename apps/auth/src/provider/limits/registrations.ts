/**
 * How many clients may register, and how much may be tried on the way.
 *
 * ```
 * POST /reg ──▶ noted as one that reached a limit? ── yes ──▶ 429
 *                  │ no
 *                  ▼
 *               library reads and judges ── refused ──▶ 400, counted as junk alone
 *                  │ would be stored
 *                  ▼
 *               counted ── above the limit ──▶ 429
 *                  └──▶ stored, 201
 * ```
 *
 * So nobody uses up what may be registered with requests that register nothing. What a client replaces is
 * counted as if it registered anew (RFC 7592 §2.2); reading and removing it waits for failures alone.
 *
 * @module
 */
import type { Adapter, Provider } from 'oidc-provider';
import { limitAt } from '../../protocol/addresses.ts';
import { currentRequest } from '../request.ts';
import { type Caller, callerOf } from './foreign-page.ts';
import { sayWhenToRetry, tooMany, TooManyRequests } from './too-many-requests.ts';

/** Counts registrations, those of foreign pages apart. All waits are seconds; 0 is none. */
export interface RegistrationLimits {
  /** As far as this process knows. Asks nobody. */
  refuses(from: Caller): number;
  /** The same for a request that stores nothing: by what the caller was refused, not by what they stored. */
  refusesManaging(from: Caller): number;
  /** Counts one that is about to be stored. */
  take(from: Caller): Promise<number>;
  /** Counts one that was refused for what it is. */
  failed(from: Caller): Promise<void>;
}

const WHAT = 'requests';

/** What is counted, by method and the table of endpoints; and whether something is stored if it succeeds. */
const STORES: ReadonlyMap<string, boolean> = new Map([
  ['POST registrations', true],
  ['PUT ownRegistrations', true],
  ['GET ownRegistrations', false],
  ['HEAD ownRegistrations', false],
  ['DELETE ownRegistrations', false],
]);

/** Refuses, before anything is read, whoever reached a limit; counts what was refused. */
export function countRefusedRegistrations(provider: Provider, limits: RegistrationLimits): void {
  const { origin } = new URL(provider.issuer);
  provider.use(async (ctx, next) => {
    const stores = STORES.get(`${ctx.method} ${limitAt(ctx.path)}`);
    if (stores === undefined) return next() as Promise<void>;
    const from = callerOf(ctx, origin);
    const wait = stores ? limits.refuses(from) : limits.refusesManaging(from);
    if (wait > 0) {
      sayWhenToRetry(ctx, wait);
      ctx.status = 429;
      ctx.body = { error: 'too_many_requests', error_description: tooMany(WHAT, wait) };
      return undefined;
    }
    await next();
    if (ctx.status >= 400 && ctx.status < 500 && ctx.status !== 429) await limits.failed(from);
    return undefined;
  });
}

/** The library's storage, which counts each client that registers before it stores it. */
export function limitRegistrations(
  adapters: (model: string) => Adapter,
  limits: RegistrationLimits,
  issuer: string,
): (model: string) => Adapter {
  const { origin } = new URL(issuer);
  return (model) => {
    const adapter = adapters(model);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      async upsert(id, metadata, expiresIn) {
        const ctx = currentRequest()?.ctx;
        if (ctx !== undefined) {
          const wait = await limits.take(callerOf(ctx, origin));
          if (wait > 0) {
            sayWhenToRetry(ctx, wait);
            throw new TooManyRequests(tooMany(WHAT, wait));
          }
        }
        return adapter.upsert(id, metadata, expiresIn);
      },
    };
  };
}
