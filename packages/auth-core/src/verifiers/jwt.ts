import { compactVerify } from 'jose';

import type { AuthInfo } from '../auth-info.ts';
import { confirmationOf } from '../confirmation.ts';
import { ConfigurationError, InvalidTokenError } from '../errors.ts';
import type { Fetch } from '../issuer/fetch-json.ts';
import { issuerKeys } from '../issuer/issuer-keys.ts';
import { isSecureUrl } from '../secure-url.ts';
import { parseScopes } from '../scopes.ts';
import {
  allowAlgorithms,
  defaultAlgorithms,
  type SignatureAlgorithm,
} from '../token/algorithms.ts';
import { type AccessTokenClaims, checkClaims } from '../token/claims.ts';
import { parseCompact } from '../token/compact.ts';
import { checkHeader } from '../token/header.ts';
import type { Presentation, Verifier } from '../verifier.ts';

export interface JwtVerifierOptions {
  /** The authorization server, exactly as its metadata and its tokens' `iss` spell it. */
  readonly issuer: string;
  /** This resource, exactly as tokens' `aud` spells it: the URL users type into their client. */
  readonly audience: string;
  /** Signature algorithms accepted. Default: `ES256`, `RS256`. */
  readonly algorithms?: readonly SignatureAlgorithm[];
  /** The issuer's JWK Set. Default: discovered through its metadata. */
  readonly jwksUri?: string;
  /** Seconds two clocks may be apart. Default: 5. */
  readonly clockTolerance?: number;
  /** Seconds a token may live at most, from `iat` to `exp`. Default: 86,400, a day. */
  readonly maxLifetime?: number;
  /** Characters a token may have at most. Default: 8,192. */
  readonly maxTokenLength?: number;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch;
  /** Told of every failure to reach the issuer or to use its documents. It must not throw. */
  readonly onProblem?: (error: unknown) => void;
}

/**
 * A verifier of JWT access tokens (RFC 9068) signed by one issuer.
 *
 * Nothing is fetched until the first token comes, so a server may start before its issuer. Keys
 * are then kept for 10 minutes; an unknown `kid` fetches them again at most once in 30 seconds;
 * while the issuer cannot be reached the last ones serve for one hour more.
 *
 * @throws {@link ConfigurationError} when issuer or audience are missing or not usable URLs
 */
export function jwtVerifier(options: JwtVerifierOptions): Verifier<AccessTokenClaims> {
  const { issuer, audience, clock = Date.now } = options;
  checkUrls(options);
  const algorithms = allowAlgorithms(options.algorithms ?? defaultAlgorithms);
  const keys = issuerKeys({
    issuer,
    jwksUri: options.jwksUri,
    clock,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    onProblem: options.onProblem ?? (() => {}),
  });
  const resource = new URL(audience);
  const maxTokenLength = options.maxTokenLength ?? 8192;
  const expected = {
    issuer,
    audience,
    clockTolerance: options.clockTolerance ?? 5,
    maxLifetime: options.maxLifetime ?? 86_400,
  };

  async function verify(
    token: string,
    presentation?: Presentation,
  ): Promise<AuthInfo<AccessTokenClaims>> {
    const { header, claims } = parseCompact(token, maxTokenLength);
    const { alg, kid } = checkHeader(header, algorithms);
    // Before the signature, because it costs nothing; what an attacker makes up gains nothing by it.
    checkClaims(claims, expected, Math.floor(clock() / 1000));
    const confirmation = confirmationOf(claims['cnf'], presentation);
    const key = await keys.find(kid, alg);
    if (!key) throw new InvalidTokenError('token_key_unknown', 'the issuer has no key of this kid');
    try {
      await compactVerify(token, key, { algorithms: [alg] });
    } catch (cause) {
      throw new InvalidTokenError('token_signature_invalid', 'the signature is wrong', { cause });
    }
    return {
      token,
      clientId: claims.client_id,
      scopes: parseScopes(claims.scope),
      expiresAt: claims.exp,
      subject: claims.sub,
      issuer: claims.iss,
      resource,
      ...(confirmation && { confirmation }),
      extra: { claims },
    };
  }

  return {
    verify,
    recognises: (shape) => shape.kind === 'jwt' && shape.issuer === issuer,
  };
}

function checkUrls({ issuer, audience, jwksUri }: JwtVerifierOptions): void {
  if (!issuer || !isSecureUrl(issuer) || /[?#]/.test(issuer)) {
    throw new ConfigurationError(
      `issuer: ${JSON.stringify(issuer)} is not an https URL (or http on this machine) without query and fragment`,
    );
  }
  if (!audience || !isSecureUrl(audience) || audience.includes('#')) {
    throw new ConfigurationError(
      `audience: ${JSON.stringify(audience)} is not an https URL (or http on this machine) without fragment`,
    );
  }
  if (jwksUri !== undefined && !isSecureUrl(jwksUri)) {
    throw new ConfigurationError(`jwksUri: ${JSON.stringify(jwksUri)} is not an https URL`);
  }
}
