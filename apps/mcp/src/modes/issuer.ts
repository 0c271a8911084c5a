import {
  cached,
  jwtVerifier,
  type SignatureAlgorithm,
  statusChecked,
  type Verifier,
} from '@gatehouse/auth-core';

import { bootCheck } from './boot-check.ts';
import { readEndpoint, readIssuer } from './issuer-url.ts';
import type { ModeContext, VerifierDependencies } from './mode.ts';
import { type Provider, type ProviderProfile, profileOf, providers } from './providers.ts';

/** Tokens are JWTs, checked with the keys that their issuer publishes. */
export interface IssuerMode {
  readonly mode: 'issuer';
  /** The authorization server, exactly as tokens spell it. */
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly provider: Provider;
  readonly profile: ProviderProfile;
  /** Undefined: the two that a Gatehouse signs with. */
  readonly algorithms: readonly SignatureAlgorithm[] | undefined;
}

export function readIssuerMode(context: ModeContext): IssuerMode {
  const { environment, audience } = context;
  const provider = environment.choice('AUTH_PROVIDER', providers, 'gatehouse');
  const issuer = readIssuer(context);
  const jwksUri = readEndpoint(context, 'AUTH_JWKS_URL', 'https://auth.example.com/jwks');
  const profile = profileOf(provider, issuer, context);
  if (provider === 'gatehouse' && !audience.every((name) => /^https?:/i.test(name))) {
    environment.faults.add(
      'AUTH_AUDIENCE',
      'is not an http or https URL, as resources of a Gatehouse are',
      'Set it to the URL clients use for this server; for another provider say AUTH_PROVIDER.',
    );
  }
  const part: IssuerMode = {
    mode: 'issuer',
    issuer,
    audience,
    provider,
    profile: jwksUri === undefined ? profile : { ...profile, jwksUri },
    algorithms: readAlgorithms(context),
  };
  return part;
}

/** `JWT_ALGORITHMS`, where tokens are signed with others than ES256 and RS256. */
export function readAlgorithms({
  environment,
}: ModeContext): readonly SignatureAlgorithm[] | undefined {
  const algorithms = environment.list('JWT_ALGORITHMS') as SignatureAlgorithm[];
  if (algorithms.length === 0) return undefined;
  const probe = { issuer: 'https://issuer.invalid', audience: 'probe', algorithms };
  const remedy = 'It takes names such as ES256, RS256, PS256 or EdDSA: never HS256 or none.';
  bootCheck(environment, { variable: 'JWT_ALGORITHMS', remedy }, () => jwtVerifier(probe));
  return algorithms;
}

/**
 * Each token is verified once a minute at most. What judges each request goes around the cache: for
 * a Gatehouse the list of what it has revoked, once its tokens name one.
 */
export function issuerVerifier(
  { issuer, audience, provider, profile, algorithms }: IssuerMode,
  dependencies: VerifierDependencies,
): Verifier {
  const { clock } = dependencies;
  const verifier = cached(
    jwtVerifier({ ...profile, ...dependencies, issuer, audience, algorithms }),
    { clock },
  );
  return provider === 'gatehouse' ? statusChecked(verifier, dependencies) : verifier;
}
