import { checkDiscoverable } from '../../issuer/configured-keys.ts';
import { type AudienceExpectations, otherAudiences } from '../../token/audience.ts';
import { checkRequirements, type ClaimRequirements } from '../../token/required-claims.ts';
import { names, secureUrl, text, within } from '../../options/checked-options.ts';
import type { IntrospectionVerifierOptions } from './options.ts';

/** The options after they were checked, with the defaults filled in. */
export interface IntrospectionExpectations {
  readonly issuer: string;
  /** Undefined: from the metadata of the issuer. */
  readonly endpoint: string | undefined;
  readonly audience: AudienceExpectations;
  readonly acceptMissingAudience: boolean;
  readonly clientIdClaims: readonly string[];
  readonly scopeClaims: readonly string[] | undefined;
  readonly requiredScopes: readonly string[];
  readonly requiredClaims: ClaimRequirements;
  readonly clockTolerance: number;
  readonly maxTokenLength: number;
}

/** @throws {@link ConfigurationError} */
export function introspectionExpectations(
  options: IntrospectionVerifierOptions,
): IntrospectionExpectations {
  const { endpoint, scopeClaims, requiredClaims = {} } = options;
  checkRequirements('requiredClaims', requiredClaims);
  const issuer = text('issuer', options.issuer);
  if (endpoint === undefined) checkDiscoverable(issuer);
  return {
    issuer,
    endpoint: endpoint === undefined ? undefined : secureUrl('endpoint', endpoint),
    audience: {
      claim: options.audienceClaim ?? 'aud',
      ours: names('audience', options.audience),
      others: otherAudiences(options.otherAudiences),
    },
    acceptMissingAudience: options.acceptMissingAudience === true,
    clientIdClaims: names('clientIdClaims', options.clientIdClaims ?? ['client_id']),
    scopeClaims: scopeClaims && names('scopeClaims', scopeClaims),
    requiredScopes: options.requiredScopes ?? [],
    requiredClaims,
    clockTolerance: within('clockTolerance', options.clockTolerance ?? 5, 0, 300),
    maxTokenLength: within('maxTokenLength', options.maxTokenLength ?? 8192, 1, 16_384),
  };
}
