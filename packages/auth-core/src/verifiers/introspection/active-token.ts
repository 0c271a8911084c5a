import type { AuthInfo } from '../../contract/auth-info.ts';
import { confirmationOf } from '../../contract/confirmation.ts';
import { InvalidTokenError } from '../../errors/errors.ts';
import { requireScopes, scopesOf } from '../../scopes/scopes.ts';
import { audienceOf, resourceOf } from '../../token/audience.ts';
import { type Claims, firstText, requireText } from '../../token/claims.ts';
import { checkIntrospectedType } from '../../token/introspected-type.ts';
import { requireClaims } from '../../token/required-claims.ts';
import { checkTimesIfPresent } from '../../token/times.ts';
import type { Presentation } from '../../contract/verifier.ts';
import type { IntrospectionExpectations } from './expectations.ts';

/** A token that is active according to its authorization server. */
export interface ActiveToken {
  readonly token: string;
  readonly answer: Claims;
  /** Seconds since the epoch. */
  readonly now: number;
  /** How many seconds the answer may be used, where it has no `exp`. */
  readonly holdsFor: number;
}

/**
 * Checks what RFC 7662 §2.2 leaves to the resource server: whether an active token is for this
 * resource.
 *
 * @throws {@link InvalidTokenError}
 * @throws {@link InsufficientScopeError}
 */
export function verifyActiveToken(
  { token, answer, now, holdsFor }: ActiveToken,
  expected: IntrospectionExpectations,
  presentation: Presentation | undefined,
): AuthInfo {
  checkIntrospectedType(answer);
  if (answer['iss'] !== undefined && answer['iss'] !== expected.issuer) {
    throw new InvalidTokenError('token_issuer_mismatch', 'iss is not the configured issuer');
  }
  const audience = checkAudience(answer, expected);
  const subject = requireText(answer, 'sub');
  const clientId = firstText(answer, expected.clientIdClaims);
  const exp = checkTimesIfPresent(answer, expected.clockTolerance, now);
  const confirmation = confirmationOf(answer['cnf'], presentation);
  requireClaims(answer, expected.requiredClaims);
  const scopes = scopesOf(answer, expected.scopeClaims);
  requireScopes({ scopes }, expected.requiredScopes);
  const resource = audience === undefined ? undefined : resourceOf(audience);
  return {
    token,
    clientId,
    scopes,
    expiresAt: exp ?? now + holdsFor,
    subject,
    issuer: expected.issuer,
    ...(resource && { resource }),
    ...(confirmation && { confirmation }),
    extra: { claims: answer },
  };
}

function checkAudience(answer: Claims, expected: IntrospectionExpectations): string | undefined {
  const { audience, acceptMissingAudience } = expected;
  if (acceptMissingAudience && answer[audience.claim] === undefined) return undefined;
  return audienceOf(answer, audience);
}
