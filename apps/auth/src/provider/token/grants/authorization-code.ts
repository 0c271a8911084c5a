import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { COMMIT_EXCHANGE } from '../commit-statements.ts';
import type { GrantType } from '../grant-type.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { endGrant } from '../../end-grant.ts';
import type { Committed, TokenUnit } from '../unit.ts';
import { canonicalizeResource } from './canonical-resource.ts';

/**
 * A code is exchanged for tokens (RFC 6749 §4.1.3). One that was used before ends its grant, if its
 * verifier and client are right.
 */
export const AUTHORIZATION_CODE: GrantType = {
  name: 'authorization_code',
  registrable: 'everybody',
  interactive: true,
  impliedBy: 'redirect_uris',
  ttl: ({ code, accessToken }) => ({
    AuthorizationCode: code,
    AccessToken: accessToken,
    IdToken: accessToken,
  }),
  presents: { kind: 'AuthorizationCode', parameter: 'code' },
  refusal:
    'the authorization code is not valid any more (it has expired, or was used before, perhaps by a request whose answer was lost) or not for this request: start the sign-in again',
  async answer(ctx, { original, storage, events, request }) {
    const { unit } = request;
    if (unit === undefined) return original(ctx);
    canonicalizeResource(ctx, unit);
    supplyRedirectUri(ctx, unit);
    await original(ctx);
    const issued = request.issued();
    const { clientId, userId } = issued;
    const superseded = { type: 'grant_ended', reason: 'superseded', clientId, userId } as const;
    const committed = await commitExchange(unit, events.before(issued, superseded));
    if (committed !== undefined) {
      events.happened(issued);
      for (const grantId of committed.superseded) events.happened({ ...superseded, grantId });
      return undefined;
    }
    // What was built is not to leave.
    ctx.body = undefined;
    await unit.load();
    if (unit.alreadyConsumed && unit.grantId !== undefined) {
      const ended = await endGrant({ storage, events }, unit.grantId, 'replay');
      if (ended !== undefined) request.returned('revoked', ended);
    }
    throw new errors.InvalidGrant('authorization code already used, or its grant has ended');
  },
};

/**
 * Grants that may remain beside the one a code was exchanged for. A client that registered itself is
 * one installation, so its new grant replaces the old; an operator's client is shared by many, and
 * the id of a document by all installations of a program.
 */
const KEPT_GRANTS = { dynamic: 1, operator: 10, document: 10 } as const;

/**
 * Uses the code up and writes what it was exchanged for.
 *
 * @param beside what others write in the same statement
 * @param keepGrants how many live grants of this user, client and resource may remain (the newest)
 * @returns undefined where another request was first, or the grant ended meanwhile
 */
export function commitExchange(
  unit: TokenUnit,
  beside: UnitOfWork | undefined,
  keepGrants: number = KEPT_GRANTS[unit.clientKind ?? 'dynamic'],
): Promise<Committed | undefined> {
  return unit.commit(COMMIT_EXCHANGE, [keepGrants], beside);
}

/**
 * A client that goes by OAuth 2.1 alone does not name its redirect URI again: the verifier proves that
 * the code was not injected (draft-ietf-oauth-v2-1 §10.2). One that names another is refused as ever,
 * and so is a code without a challenge, which nothing else protects.
 */
function supplyRedirectUri(ctx: KoaContextWithOIDC, unit: TokenUnit): void {
  const { params } = ctx.oidc;
  if (params === undefined || params.redirect_uri !== undefined) return;
  const code = unit.artifact(unit.presented.kind, unit.presented.value);
  if (typeof code?.codeChallenge === 'string') params.redirect_uri = code.redirectUri;
}
