import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Sealer } from '../../../storage/sealing.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { COMMIT_REFRESH } from '../commit-statements.ts';
import type { GrantType, GrantTypeContext } from '../grant-type.ts';
import { dateLateCommit } from '../late-commit.ts';
import { judgeReplay } from '../replay.ts';
import type { TokenUnit } from '../unit.ts';
import { canonicalizeResource } from './canonical-resource.ts';
import { refreshScope } from './refresh-scope.ts';

/**
 * A refresh token is replaced by its successor (RFC 6749 §6, OAuth 2.1 §4.3.1). Of requests at once
 * one has made it, and it is the answer to the others, too.
 */
export const REFRESH_TOKEN: GrantType = {
  name: 'refresh_token',
  registrable: 'everybody',
  needs: { grantType: 'authorization_code' },
  impliedBy: 'redirect_uris',
  // The greatest age of a chain is judged by the database (load-statement.ts).
  ttl: ({ refreshIdle }) => ({ RefreshToken: refreshIdle }),
  presents: { kind: 'RefreshToken', parameter: 'refresh_token' },
  refusal:
    'the refresh token is not valid any more (it has expired, was used before, or access was withdrawn) or not for this client: start the sign-in again',
  async answer(ctx, context) {
    const { unit } = context.request;
    if (unit === undefined) return context.original(ctx);
    canonicalizeResource(ctx, unit);
    const asked = ctx.oidc.params?.scope as string | undefined;
    if (await attempt(ctx, context, unit, asked)) return undefined;
    // A parallel request was first. Its successor is the answer to this one, too.
    discard(ctx);
    await unit.load();
    await dateLateCommit(unit, context.storage.database);
    present(ctx, unit.presented.value);
    if (unit.alreadyConsumed && (await attempt(ctx, context, unit, asked))) return undefined;
    discard(ctx);
    throw new errors.InvalidGrant('refresh token already used, or its grant has ended');
  },
};

/** @returns whether it was committed, so that the answer may leave */
async function attempt(
  ctx: KoaContextWithOIDC,
  { original, storage: { sealer }, events, request }: GrantTypeContext,
  unit: TokenUnit,
  asked: string | undefined,
): Promise<boolean> {
  const replay = await judgeReplay(unit, sealer);
  // What another client presents is refused as any token that is not its own.
  if (replay.outcome === 'superseded' && belongsToClient(ctx, unit)) {
    request.returned('superseded');
    throw new errors.InvalidGrant('refresh token was replaced, and its successor was used');
  }
  if (replay.outcome === 'successor') {
    request.answersWithSuccessor = true;
    present(ctx, replay.value);
  }
  // A replay ends its family, whatever it asks for.
  if (replay.outcome === 'replayed') ask(ctx, undefined);
  else narrowScope(ctx, unit, asked);
  await original(ctx);
  const issued = request.issued();
  if (!(await commitRefresh(unit, sealer, events.before(issued)))) return false;
  events.happened(issued);
  if (replay.outcome === 'successor') request.returned('successor');
  return true;
}

/** Whether the token was issued to the client that presents it. */
function belongsToClient(ctx: KoaContextWithOIDC, unit: TokenUnit): boolean {
  const { kind, value } = unit.presented;
  return unit.artifact(kind, value)?.clientId === ctx.oidc.client?.clientId;
}

/**
 * Uses the token up and writes its successor, beside whose row its value is sealed for the token.
 *
 * @param beside what others write in the same statement
 * @returns `false` where another request was first, or the grant ended meanwhile
 */
export async function commitRefresh(
  unit: TokenUnit,
  sealer: Sealer,
  beside?: UnitOfWork,
): Promise<boolean> {
  const successor = unit.inserted('RefreshToken');
  const sealed =
    successor && (await sealer.seal('refresh-successor', unit.presentedHash, successor.id));
  const values = [successor?.row.id_hash ?? null, sealed ?? null, unit.replayMemory];
  return (await unit.commit(COMMIT_REFRESH, values, beside)) !== undefined;
}

/** The refresh token that the library's handler is to see. */
function present(ctx: KoaContextWithOIDC, refreshToken: string): void {
  if (ctx.oidc.params !== undefined) ctx.oidc.params.refresh_token = refreshToken;
}

/** The scope that the library's handler is to see; the successor keeps all that was granted. */
function ask(ctx: KoaContextWithOIDC, scope: string | undefined): void {
  if (ctx.oidc.params !== undefined) ctx.oidc.params.scope = scope;
}

/** What was built for an answer that must not leave. */
function discard(ctx: KoaContextWithOIDC): void {
  ctx.body = undefined;
}

/**
 * Asked ∩ granted, where the library refuses whatever was not granted. Tokens that it will refuse
 * anyway are left to it, so that a foreign client learns nothing about what one is good for.
 */
function narrowScope(ctx: KoaContextWithOIDC, unit: TokenUnit, asked: string | undefined): void {
  const granted = unit.grantedScopes(ctx.oidc.client?.clientId);
  if (granted === undefined) return;
  const scopes = refreshScope(asked, granted, unit.grantedResource());
  if (scopes !== undefined) ask(ctx, asked === undefined ? undefined : scopes.join(' '));
  else if (asked === undefined) {
    throw new errors.InvalidGrant('nothing that was granted is consented to any more');
  } else throw new errors.InvalidScope('none of the requested scopes is granted', asked);
}
