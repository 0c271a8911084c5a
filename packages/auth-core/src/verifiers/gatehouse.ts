import { dpop } from '../dpop/dpop.ts';
import type { DpopOptions } from '../dpop/options.ts';
import { ConfigurationError } from '../errors/errors.ts';
import type { StatusCheckOptions } from '../status/options.ts';
import { type StatusCheckedVerifier, statusChecked } from '../status/status-checked.ts';
import type { AccessTokenClaims } from '../token/claims.ts';
import { cached, type CachedOptions } from '../caching/cached.ts';
import { jwtVerifier } from './jwt/jwt.ts';
import type { JwtVerifierOptions } from './jwt/options.ts';

/** Options that are passed on to each of the parts. */
type Shared = 'clock' | 'fetch' | 'onProblem';

/** The options of `gatehouse`: issuer, audience, and options for its parts. */
export interface GatehouseOptions
  extends Pick<JwtVerifierOptions, Shared | 'requiredScopes' | 'requiredClaims'> {
  /** The Gatehouse, exactly as in the `iss` of its tokens. */
  readonly issuer: string;
  /** This server: the URL that users enter in their client. */
  readonly audience: string | readonly string[];
  /** How results are cached. */
  readonly cache?: Omit<CachedOptions, Shared> | undefined;
  /** How revocation is checked, and what happens when that is not possible. */
  readonly status?: Omit<StatusCheckOptions, Shared> | undefined;
  /** How DPoP proofs are checked. */
  readonly dpop?: Omit<DpopOptions, Shared> | undefined;
}

/**
 * A verifier of the access tokens of a Gatehouse, with all checks: each JWT is verified once a minute,
 * its status is looked up for each request, and a token that is bound to a key needs a DPoP proof.
 *
 * ```ts
 * gatehouse({ issuer: 'https://auth.example.com', audience: 'https://mcp.example.com/mcp' });
 * ```
 *
 * It is the same as `dpop(statusChecked(cached(jwtVerifier(…))))`.
 *
 * @throws {@link ConfigurationError}
 */
export function gatehouse(options: GatehouseOptions): StatusCheckedVerifier<AccessTokenClaims> {
  const { cache, status, dpop: proofs, clock, fetch, onProblem, ...tokens } = options;
  if ('otherAudiences' in tokens) {
    // Its type has no such member, but not everybody's editor looks at types.
    throw new ConfigurationError(
      'otherAudiences: a token of a Gatehouse is for one resource alone',
    );
  }
  const shared = { clock, fetch, onProblem };
  const verified = cached(jwtVerifier({ ...tokens, ...shared }), { ...cache, clock });
  const unrevoked = statusChecked(verified, { ...status, ...shared });
  return { ...dpop(unrevoked, { ...proofs, clock }), close: () => unrevoked.close() };
}
