import { compactVerify } from 'jose';

import type { AuthInfo } from '../../contract/auth-info.ts';
import { confirmationOf } from '../../contract/confirmation.ts';
import { InvalidTokenError } from '../../errors/errors.ts';
import { configuredKeys } from '../../issuer/configured-keys.ts';
import { harmless } from '../../options/hook.ts';
import { requireScopes, scopesOf } from '../../scopes/scopes.ts';
import { audienceOf, resourceOf } from '../../token/audience.ts';
import {
  type AccessTokenClaims,
  checkClaimTypes,
  type Claims,
  firstText,
  requireText,
} from '../../token/claims.ts';
import { parseCompact } from '../../token/compact.ts';
import { checkHeader } from '../../token/header.ts';
import { requireClaims, unmetRequirement } from '../../token/required-claims.ts';
import { checkTimes } from '../../token/times.ts';
import { checkType } from '../../token/types.ts';
import type { Presentation, Verifier } from '../../contract/verifier.ts';
import { expectationsOf, type JwtExpectations } from './expectations.ts';
import type { JwtVerifierOptions } from './options.ts';

/**
 * A verifier of JWT access tokens: those of RFC 9068, or, with a preset, those of another provider.
 *
 * ```ts
 * jwtVerifier({ issuer: 'https://auth.example.com', audience: 'https://mcp.example.com/mcp' });
 * jwtVerifier({ ...presets.okta({ domain: 'example.okta.com' }), audience: 'api://default' });
 * ```
 *
 * The checks are, in this order: canonical form, header, issuer, claims, key, signature. The cheap
 * ones come first, so that forged tokens cost little. Nothing is fetched before the first token, so
 * a server may start before its issuer. Keys are cached for 10 minutes. An unknown `kid` makes the
 * verifier fetch them again, at most once in 30 seconds. While the issuer cannot be reached, the last
 * keys are used for one more hour.
 *
 * @throws {@link ConfigurationError} when issuer or audience are missing, or an option cannot be correct
 */
export function jwtVerifier(options: JwtVerifierOptions): Verifier<AccessTokenClaims> {
  const expected = expectationsOf(options);
  const { clock = Date.now } = options;
  const keysByIssuer = configuredKeys(expected.issuers, options, {
    clock,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    onProblem: harmless(options.onProblem),
  });

  async function verify(
    token: string,
    presentation?: Presentation,
  ): Promise<AuthInfo<AccessTokenClaims>> {
    const { header, claims } = parseCompact(token, expected.maxTokenLength);
    const keys = typeof claims['iss'] === 'string' ? keysByIssuer.get(claims['iss']) : undefined;
    if (!keys) {
      throw new InvalidTokenError('token_issuer_mismatch', 'iss is not a configured issuer');
    }
    const { alg, kid } = checkHeader(header, keys);
    const checked = checkClaims(claims, header['typ'], expected, Math.floor(clock() / 1000));
    const confirmation = confirmationOf(claims['cnf'], presentation);

    const key = await keys.find(kid, alg);
    if (!key) throw new InvalidTokenError('token_key_unknown', 'there is no key of this kid');
    try {
      await compactVerify(token, key, { algorithms: [alg] });
    } catch (cause) {
      throw new InvalidTokenError('token_signature_invalid', 'the signature is wrong', { cause });
    }

    requireClaims(claims, expected.requiredClaims);
    requireScopes(checked, expected.requiredScopes);
    const resource = resourceOf(checked.audience);
    return {
      token,
      clientId: checked.clientId,
      scopes: checked.scopes,
      expiresAt: checked.claims.exp,
      subject: checked.claims.sub,
      issuer: checked.claims.iss,
      ...(resource && { resource }),
      ...(confirmation && { confirmation }),
      extra: { claims: checked.claims },
    };
  }

  return {
    verify,
    recognises: (shape) =>
      shape.kind === 'jwt' && shape.issuer !== undefined && keysByIssuer.has(shape.issuer),
    shapes: expected.issuers.map((issuer) => ({ kind: 'jwt', issuer, type: undefined })),
    signingKeys: keysByIssuer,
  };
}

interface CheckedClaims {
  readonly claims: AccessTokenClaims;
  readonly clientId: string;
  readonly scopes: string[];
  /** The name of this resource in the token's audience. */
  readonly audience: string;
}

/** Checks all claims except `iss`, which is checked before (RFC 9068 §4, RFC 7519 §4.1). */
function checkClaims(
  claims: Claims,
  typ: unknown,
  expected: JwtExpectations,
  now: number,
): CheckedClaims {
  checkType(typ, claims, expected.types);
  const mark = unmetRequirement(claims, expected.accessTokenMarks);
  if (mark !== undefined) {
    throw new InvalidTokenError('token_type_refused', `${mark} is not as in an access token`);
  }
  const audience = audienceOf(claims, expected.audience);
  checkClaimTypes(claims);
  requireText(claims, 'sub');
  if (expected.requireJti) requireText(claims, 'jti');
  const clientId = firstText(claims, expected.clientIdClaims);
  checkTimes(claims, expected.times, now);
  const scopes = scopesOf(claims, expected.scopeClaims);
  return { claims: claims as AccessTokenClaims, clientId, scopes, audience };
}
