import type { AudienceExpectations } from '../../token/audience.ts';
import { checkRequirements, type ClaimRequirements } from '../../token/required-claims.ts';
import type { TimeExpectations } from '../../token/times.ts';
import { type AcceptedTypes, acceptTypes } from '../../token/types.ts';
import { names, within } from '../../options/checked-options.ts';
import type { JwtVerifierOptions } from './options.ts';

/** The options as they are compared with a token, every fault of theirs found. */
export interface JwtExpectations {
  readonly issuers: readonly string[];
  readonly audience: AudienceExpectations;
  readonly types: AcceptedTypes;
  readonly accessTokenMarks: ClaimRequirements;
  readonly clientIdClaims: readonly string[];
  /** Undefined: `scope` alone, and as text alone. */
  readonly scopeClaims: readonly string[] | undefined;
  readonly requireJti: boolean;
  readonly times: TimeExpectations;
  readonly maxTokenLength: number;
  readonly requiredScopes: readonly string[];
  readonly requiredClaims: ClaimRequirements;
}

/**
 * Whatever is missing or odd is refused here, at start: a verifier that cannot tell whom tokens are
 * for must not run at all.
 *
 * @throws {@link ConfigurationError}
 */
export function expectationsOf(options: JwtVerifierOptions): JwtExpectations {
  const { accessTokenMarks = {}, requiredClaims = {}, scopeClaims } = options;
  checkRequirements('accessTokenMarks', accessTokenMarks);
  checkRequirements('requiredClaims', requiredClaims);
  return {
    issuers: names('issuer', options.issuer),
    audience: {
      claim: options.audienceClaim ?? 'aud',
      ours: names('audience', options.audience),
      others: options.otherAudiences ?? [],
    },
    types: acceptTypes(options.typ ?? 'at+jwt'),
    accessTokenMarks,
    clientIdClaims: names('clientIdClaims', options.clientIdClaims ?? ['client_id']),
    scopeClaims: scopeClaims && names('scopeClaims', scopeClaims),
    requireJti: options.requireJti ?? true,
    times: {
      clockTolerance: within('clockTolerance', options.clockTolerance ?? 5, 0, 300),
      maxLifetime: within('maxLifetime', options.maxLifetime ?? 86_400, 1, 366 * 86_400),
    },
    maxTokenLength: within('maxTokenLength', options.maxTokenLength ?? 8192, 1, 16_384),
    requiredScopes: options.requiredScopes ?? [],
    requiredClaims,
  };
}
