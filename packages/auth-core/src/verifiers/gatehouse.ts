import { dpop } from '../dpop/dpop.ts';
import type { DpopOptions } from '../dpop/options.ts';
import type { StatusCheckOptions } from '../status/options.ts';
import { type StatusCheckedVerifier, statusChecked } from '../status/status-checked.ts';
import type { AccessTokenClaims } from '../token/claims.ts';
import { cached, type CachedOptions } from '../caching/cached.ts';
import { jwtVerifier } from './jwt/jwt.ts';
import type { JwtVerifierOptions } from './jwt/options.ts';

/** What is said once, for every part that wants it. */
type Shared = 'clock' | 'fetch' | 'onProblem';

/** What `gatehouse` takes: whose tokens and for whom, and how its parts differ from their defaults. */
export interface GatehouseOptions
  extends Pick<JwtVerifierOptions, Shared | 'requiredScopes' | 'requiredClaims'> {
  /** The Gatehouse, as its tokens' `iss` spells it. */
  readonly issuer: string;
  /** This server: the URL users type into their client. */
  readonly audience: string | readonly string[];
  /** How verdicts are remembered. */
  readonly cache?: Omit<CachedOptions, Shared> | undefined;
  /** How revocation is looked up, and what happens when it cannot be. */
  readonly status?: Omit<StatusCheckOptions, Shared> | undefined;
  /** How proofs are checked. */
  readonly dpop?: Omit<DpopOptions, Shared> | undefined;
}

/**
 * A verifier of the access tokens of a Gatehouse, with everything on: its JWTs, verified once a
 * minute and looked up in the status list at each request, and proofs for those bound to a key.
 *
 * ```ts
 * gatehouse({ issuer: 'https://auth.example.com', audience: 'https://mcp.example.com/mcp' });
 * ```
 *
 * It is `dpop(statusChecked(cached(jwtVerifier(…))))`, and nothing else.
 *
 * @throws {@link ConfigurationError}
 */
export function gatehouse(options: GatehouseOptions): StatusCheckedVerifier<AccessTokenClaims> {
  const { cache, status, dpop: proofs, clock, fetch, onProblem, ...tokens } = options;
  const shared = { clock, fetch, onProblem };
  const verified = cached(jwtVerifier({ ...tokens, ...shared }), { ...cache, clock });
  const unrevoked = statusChecked(verified, { ...status, ...shared });
  return { ...dpop(unrevoked, { ...proofs, clock }), close: () => unrevoked.close() };
}
