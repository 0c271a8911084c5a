import { compactVerify } from 'jose';

import type { AuthInfo } from '../../contract/auth-info.ts';
import { confirmationOf } from '../../contract/confirmation.ts';
import { InvalidTokenError } from '../../errors/errors.ts';
import { issuerKeys } from '../../issuer/issuer-keys.ts';
import type { RemoteSettings } from '../../remote/options.ts';
import { requireScopes } from '../../scopes/scopes.ts';
import { parseCompact } from '../../token/compact.ts';
import { checkHeader } from '../../token/header.ts';
import { checkTimes } from '../../token/times.ts';
import type { Presentation } from '../../contract/verifier.ts';
import { checkHostedDomain, clientOf, type GoogleClaims, userClaims } from './claims.ts';
import type { GoogleExpectations } from './expectations.ts';

/** Characters. */
const maxTokenLength = 8192;
/** Seconds. Google gives ID tokens one hour. */
const times = { clockTolerance: 5, maxLifetime: 86_400 };

/**
 * Verifies Google's ID tokens (OpenID Connect Core §3.1.3.7). The nonce is not checked, because only
 * the client knows it. Keys are fetched and cached as for any issuer.
 */
export function idTokenVerifier(
  expected: GoogleExpectations,
  { clock, fetch, onProblem }: RemoteSettings,
): (token: string, presentation?: Presentation) => Promise<AuthInfo<GoogleClaims>> {
  const { issuers, endpoints, requiredScopes } = expected;
  const keys = issuerKeys({
    issuer: issuers[0],
    jwksUri: endpoints.jwks,
    algorithms: ['RS256'],
    clock,
    fetch,
    onProblem,
  });

  return async (token, presentation) => {
    const { header, claims } = parseCompact(token, maxTokenLength);
    if (!issuers.includes(claims['iss'] as string)) {
      throw new InvalidTokenError('token_issuer_mismatch', 'iss is not Google');
    }
    const { alg, kid } = checkHeader(header, keys);
    const typ = header['typ'];
    if (typ !== undefined && !(typeof typ === 'string' && /^jwt$/i.test(typ))) {
      throw new InvalidTokenError('token_type_refused', 'typ is not of an ID token');
    }
    if (claims['events'] !== undefined) {
      throw new InvalidTokenError('token_type_refused', 'events is a claim of a security event');
    }
    const clientId = clientOf(claims, expected);
    const user = userClaims(claims);
    checkTimes(claims, times, Math.floor(clock() / 1000));
    confirmationOf(claims['cnf'], presentation);

    const key = await keys.find(kid, alg);
    if (!key) throw new InvalidTokenError('token_key_unknown', 'there is no key of this kid');
    try {
      await compactVerify(token, key, { algorithms: [alg] });
    } catch (cause) {
      throw new InvalidTokenError('token_signature_invalid', 'the signature is wrong', { cause });
    }

    checkHostedDomain(claims['hd'], expected);
    requireScopes({ scopes: [] }, requiredScopes);
    return {
      token,
      clientId,
      scopes: [],
      expiresAt: claims['exp'] as number,
      subject: user.sub,
      issuer: issuers[0],
      extra: { claims: { ...claims, ...user } },
    };
  };
}
