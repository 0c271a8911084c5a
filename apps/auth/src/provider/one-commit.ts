/**
 * One commit per token request.
 *
 * ```
 * load ──▶ library's handler ──▶ response built ──▶ commit ──▶ response sent
 *              │ any error                             │ somebody was first, or the grant ended
 *              ▼                                       ▼
 *        nothing written                    code: revoke what it issued
 *                                           refresh token: load again, answer with the successor
 * ```
 *
 * The library consumes and inserts while it builds the response; here both are collected and applied
 * after it, so that an error in between (a wrong `resource`, a failing signature) burns nothing.
 *
 * @module
 */
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { findResource } from '../storage/resources.ts';
import type { Storage } from '../storage/storage.ts';
import { currentTokenRequest, type TokenRequest } from '../storage/token-request.ts';
import { type GrantHandler, wrapGrantType } from './internals.ts';

const replaying = new WeakSet<KoaContextWithOIDC>();

/** For `rotateRefreshToken`: a refresh that answers with the existing successor does not rotate it. */
export function rotates(ctx: KoaContextWithOIDC): boolean {
  return !replaying.has(ctx);
}

/**
 * Grants that may remain beside the one a code was exchanged for. A client that registered itself is
 * one installation, so its new grant replaces the old; an operator's client is shared by many.
 */
const KEPT_GRANTS = { dynamic: 1, operator: 10 } as const;

/** Wraps the code and the refresh grant of `provider`. */
export function commitOncePerTokenRequest(provider: Provider, storage: Storage): void {
  wrapGrantType(provider, 'authorization_code', (original) => exchange(original, storage));
  wrapGrantType(provider, 'refresh_token', (original) => refresh(original));
}

function exchange(original: GrantHandler, storage: Storage): GrantHandler {
  return async (ctx) => {
    const unit = currentTokenRequest();
    if (unit === undefined) return original(ctx);
    canonicalizeResource(ctx, unit);
    await original(ctx);
    if (await commit(unit)) return;
    discard(ctx);
    await unit.reload();
    if (unit.alreadyConsumed && unit.grantId !== undefined) {
      await storage.grants.revoke(unit.grantId, 'replay');
    }
    throw new errors.InvalidGrant('authorization code already used, or its grant has ended');
  };
}

function refresh(original: GrantHandler): GrantHandler {
  return async (ctx) => {
    const unit = currentTokenRequest();
    if (unit === undefined) return original(ctx);
    canonicalizeResource(ctx, unit);
    if (await attempt(original, ctx, unit)) return;
    // A parallel request was first. Its successor is the answer to this one, too.
    discard(ctx);
    await unit.reload();
    present(ctx, unit.presented.value);
    if (unit.alreadyConsumed && (await attempt(original, ctx, unit))) return;
    discard(ctx);
    throw new errors.InvalidGrant('refresh token already used, or its grant has ended');
  };
}

async function attempt(
  original: GrantHandler,
  ctx: KoaContextWithOIDC,
  unit: TokenRequest,
): Promise<boolean> {
  const replay = await unit.replay();
  if (replay.outcome === 'superseded') {
    throw new errors.InvalidGrant('refresh token was replaced, and its successor was used');
  }
  if (replay.outcome === 'successor') {
    replaying.add(ctx);
    present(ctx, replay.value);
  }
  await original(ctx);
  return commit(unit);
}

function commit(unit: TokenRequest): Promise<boolean> {
  return unit.commit(KEPT_GRANTS[unit.clientKind ?? 'dynamic']);
}

/** The refresh token that the library's handler is to see. */
function present(ctx: KoaContextWithOIDC, refreshToken: string): void {
  if (ctx.oidc.params !== undefined) ctx.oidc.params.refresh_token = refreshToken;
}

/** What was built for an answer that must not leave. */
function discard(ctx: KoaContextWithOIDC): void {
  ctx.body = undefined;
}

/** Other spellings of the grant's own resource mean that resource. */
function canonicalizeResource(ctx: KoaContextWithOIDC, unit: TokenRequest): void {
  const { params } = ctx.oidc;
  const resource = params?.resource;
  if (params === undefined || typeof resource !== 'string') return;
  const known = unit.grantedResource();
  if (known !== undefined && findResource([known], resource) !== undefined) {
    params.resource = known.resource;
  }
}
