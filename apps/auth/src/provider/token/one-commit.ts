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
import { findResource } from '../../protocol/resource.ts';
import type { Storage } from '../../storage/storage.ts';
import { currentTokenRequest, type TokenRequest } from './token-request.ts';
import { type GrantHandler, wrapGrantType } from '../internals.ts';
import { refreshScope } from './refresh-scope.ts';

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
    supplyRedirectUri(ctx, unit);
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
    const asked = ctx.oidc.params?.scope as string | undefined;
    if (await attempt(original, ctx, unit, asked)) return;
    // A parallel request was first. Its successor is the answer to this one, too.
    discard(ctx);
    await unit.reload();
    present(ctx, unit.presented.value);
    if (unit.alreadyConsumed && (await attempt(original, ctx, unit, asked))) return;
    discard(ctx);
    throw new errors.InvalidGrant('refresh token already used, or its grant has ended');
  };
}

async function attempt(
  original: GrantHandler,
  ctx: KoaContextWithOIDC,
  unit: TokenRequest,
  asked: string | undefined,
): Promise<boolean> {
  const replay = await unit.replay();
  if (replay.outcome === 'superseded') {
    throw new errors.InvalidGrant('refresh token was replaced, and its successor was used');
  }
  if (replay.outcome === 'successor') {
    replaying.add(ctx);
    present(ctx, replay.value);
  }
  // A replay ends its family, whatever it asks for.
  if (replay.outcome === 'replayed') ask(ctx, undefined);
  else narrowScope(ctx, unit, asked);
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

/** The scope that the library's handler is to see; the successor keeps all that was granted. */
function ask(ctx: KoaContextWithOIDC, scope: string | undefined): void {
  if (ctx.oidc.params !== undefined) ctx.oidc.params.scope = scope;
}

/**
 * Asked ∩ granted, where the library refuses whatever was not granted. Tokens that it will refuse
 * anyway are left to it, so that a foreign client learns nothing about what one is good for.
 */
function narrowScope(ctx: KoaContextWithOIDC, unit: TokenRequest, asked: string | undefined): void {
  const granted = unit.grantedScopes(ctx.oidc.client?.clientId);
  if (granted === undefined) return;
  const scopes = refreshScope(asked, granted, unit.grantedResource());
  if (scopes !== undefined) ask(ctx, asked === undefined ? undefined : scopes.join(' '));
  else if (asked === undefined) {
    throw new errors.InvalidGrant('nothing that was granted is consented to any more');
  } else throw new errors.InvalidScope('none of the requested scopes is granted', asked);
}

/** What was built for an answer that must not leave. */
function discard(ctx: KoaContextWithOIDC): void {
  ctx.body = undefined;
}

/**
 * A client that goes by OAuth 2.1 alone does not name its redirect URI again: the verifier proves that
 * the code was not injected (draft-ietf-oauth-v2-1 §10.2). One that names another is refused as ever,
 * and so is a code without a challenge, which nothing else protects.
 */
function supplyRedirectUri(ctx: KoaContextWithOIDC, unit: TokenRequest): void {
  const { params } = ctx.oidc;
  if (params === undefined || params.redirect_uri !== undefined) return;
  const code = unit.artifact(unit.presented.kind, unit.presented.value);
  if (typeof code?.codeChallenge === 'string') params.redirect_uri = code.redirectUri;
}

/** Other spellings of the grant's own resource mean that resource, also where it is repeated. */
function canonicalizeResource(ctx: KoaContextWithOIDC, unit: TokenRequest): void {
  const { params } = ctx.oidc;
  const known = unit.grantedResource();
  if (params === undefined || known === undefined) return;
  const asked = [params.resource].flat().filter((value) => value !== undefined && value !== '');
  const isKnown = (value: unknown) =>
    typeof value === 'string' && findResource([known], value) !== undefined;
  if (asked.length > 0 && asked.every(isKnown)) params.resource = known.resource;
}
