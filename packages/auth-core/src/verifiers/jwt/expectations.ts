import { type AudienceExpectations, otherAudiences } from '../../token/audience.ts';
import { checkRequirements, type ClaimRequirements } from '../../token/required-claims.ts';
import type { TimeExpectations } from '../../token/times.ts';
import { type AcceptedTypes, acceptTypes } from '../../token/types.ts';
import { names, within } from '../../options/checked-options.ts';
import type { JwtVerifierOptions } from './options.ts';

/** The options after they were checked, with the defaults filled in. */
export interface JwtExpectations {
  readonly issuers: readonly string[];
  readonly audience: AudienceExpectations;
  readonly types: AcceptedTypes;
  readonly accessTokenMarks: ClaimRequirements;
  readonly clientIdClaims: readonly string[];
  /** Undefined: only `scope`, and only as a string. */
  readonly scopeClaims: readonly string[] | undefined;
  readonly requireJti: boolean;
  readonly times: TimeExpectations;
  readonly maxTokenLength: number;
  readonly requiredScopes: readonly string[];
  readonly requiredClaims: ClaimRequirements;
}

/**
 * Checks all options when the verifier is made: a verifier that does not know for whom tokens must be
 * issued must not run.
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
      others: otherAudiences(options.otherAudiences),
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
