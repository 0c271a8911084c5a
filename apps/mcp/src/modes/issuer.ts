import {
  cached,
  isPrivateHttpUrl,
  isSecureUrl,
  jwtVerifier,
  type JwtVerifierOptions,
  type OtherAudiences,
  type SignatureAlgorithm,
  statusChecked,
  type Verifier,
} from '@gatehouse/auth-core';

import { checkAtBoot } from './boot-check.ts';
import { readEndpoint, readIssuer } from './issuer-url.ts';
import { asking, type ModeContext, type VerifierDependencies } from './mode.ts';
import { type Provider, type ProviderProfile, profileOf, providers } from './providers.ts';

/** Tokens are JWTs, verified with the keys that their issuer publishes. */
export interface IssuerMode {
  readonly mode: 'issuer';
  /** The authorization server, exactly as in the `iss` of tokens. */
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly provider: Provider;
  readonly profile: ProviderProfile;
  /** Undefined: the two algorithms of a Gatehouse. */
  readonly algorithms: readonly SignatureAlgorithm[] | undefined;
}

export function readIssuerMode(context: ModeContext): IssuerMode {
  const { environment, audience } = context;
  const provider = environment.choice('AUTH_PROVIDER', providers, 'gatehouse');
  const issuer = readIssuer(context);
  const keys = readKeys(context);
  const profile = profileOf(provider, issuer, context);
  const otherAudiences = readOtherAudiences(context, provider);
  if (provider === 'gatehouse' && !audience.every((name) => /^https?:/i.test(name))) {
    environment.faults.add(
      'AUTH_AUDIENCE',
      'is not an http or https URL, as resources of a Gatehouse are',
      'Set it to the URL clients use for this server; for another provider say AUTH_PROVIDER.',
    );
  }
  const mode: IssuerMode = {
    mode: 'issuer',
    issuer,
    audience,
    provider,
    profile: { ...profile, ...keys, ...(otherAudiences && { otherAudiences }) },
    algorithms: readAlgorithms(context),
  };
  return mode;
}

/**
 * `AUTH_JWKS_URL`, and with `AUTH_JWKS_OVER_HTTP` that it may be http on a host of a private network. What
 * the issuer's metadata names has to be https all the same.
 */
function readKeys(
  context: ModeContext,
): Pick<JwtVerifierOptions, 'jwksUri' | 'jwksUriOverHttp'> | undefined {
  const { environment } = context;
  const overHttp = environment.yes('AUTH_JWKS_OVER_HTTP');
  const example = 'https://auth.example.com/jwks';
  const isAllowed = (url: string) => isSecureUrl(url) || (overHttp && isPrivateHttpUrl(url));
  const jwksUri = readEndpoint(context, 'AUTH_JWKS_URL', example, isAllowed);
  if (overHttp && environment.text('AUTH_JWKS_URL') === undefined) {
    environment.faults.add(
      'AUTH_JWKS_OVER_HTTP',
      'is yes, and AUTH_JWKS_URL is not set',
      'Set AUTH_JWKS_URL to the address of the keys, such as http://keycloak:8080/….',
    );
  }
  return jwksUri === undefined ? undefined : { jwksUri, jwksUriOverHttp: overHttp };
}

/** `AUTH_OTHER_AUDIENCES`: names that tokens may have beside ours, or `any`. */
function readOtherAudiences(
  { environment }: ModeContext,
  provider: Provider,
): OtherAudiences | undefined {
  const names = environment.list('AUTH_OTHER_AUDIENCES');
  if (names.length === 0) return undefined;
  if (provider === 'gatehouse') {
    environment.faults.add(
      'AUTH_OTHER_AUDIENCES',
      'is set, and tokens of a Gatehouse are for one resource alone',
      'Leave it out, or name the provider with AUTH_PROVIDER.',
    );
  }
  return names.includes('any') ? 'any' : names;
}

/** `JWT_ALGORITHMS`: the algorithms, if tokens are not signed with ES256 or RS256. */
export function readAlgorithms({
  environment,
}: ModeContext): readonly SignatureAlgorithm[] | undefined {
  const algorithms = environment.list('JWT_ALGORITHMS') as SignatureAlgorithm[];
  if (algorithms.length === 0) return undefined;
  const probe = { issuer: 'https://issuer.invalid', audience: 'probe', algorithms };
  const remedy = 'It takes names such as ES256, RS256, PS256 or EdDSA: never HS256 or none.';
  checkAtBoot(environment, { variable: 'JWT_ALGORITHMS', remedy }, () => jwtVerifier(probe));
  return algorithms;
}

/**
 * Each token is verified at most once a minute. For a Gatehouse, its status list is checked for every
 * request, so that check goes around the cache.
 */
export function issuerVerifier(
  { issuer, audience, provider, profile, algorithms }: IssuerMode,
  dependencies: VerifierDependencies,
): Verifier {
  const { clock } = dependencies;
  const verifier = cached(
    jwtVerifier({ ...profile, ...asking(dependencies, 'keys'), issuer, audience, algorithms }),
    { clock },
  );
  if (provider !== 'gatehouse') return verifier;
  return statusChecked(verifier, asking(dependencies, 'status_list'));
}
