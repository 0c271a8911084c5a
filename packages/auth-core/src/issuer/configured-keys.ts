import type { JWK } from 'jose';

import { ConfigurationError } from '../errors/errors.ts';
import { issuerKeys, type IssuerKeysOptions } from './issuer-keys.ts';
import { KeySet } from './key-set.ts';
import { isPrivateHttpUrl, isSecureUrl } from '../options/secure-url.ts';
import {
  allowAlgorithms,
  defaultAlgorithms,
  type SignatureAlgorithm,
} from '../token/algorithms.ts';
import { publicKeys } from '../keys/public-key.ts';
import { secretKeys, type SharedSecret } from '../keys/shared-secret.ts';
import type { VerificationKeys } from '../keys/verification-keys.ts';

/**
 * Where the keys come from: at most one of `jwksUri`, `jwks`, `publicKey` and `sharedSecret`. With none
 * of them, the keys are found through the issuer's metadata.
 */
export interface KeyOptions {
  /** The URL of a JWK Set: https, or http on this machine. */
  readonly jwksUri?: string | undefined;
  /**
   * Whether `jwksUri` may be http on a host of a private network, such as `http://keycloak:8080/…` in a
   * compose network. Whoever can answer for that host there decides which tokens are accepted here.
   * Addresses in metadata stay https. Default: false.
   */
  readonly jwksUriOverHttp?: boolean | undefined;
  /** A JWK Set itself (RFC 7517 §5). Every key in it needs a `kid`. */
  readonly jwks?: { readonly keys: readonly JWK[] } | undefined;
  /**
   * The only key: PEM with a `PUBLIC KEY` or a `CERTIFICATE`, including its line breaks, or a JWK.
   * Tokens then need no `kid`. Only the key of a certificate is used; its dates and its signature are
   * not checked.
   */
  readonly publicKey?: string | JWK | undefined;
  /** A secret instead of a public key. Read what {@link SharedSecret} says before you use it. */
  readonly sharedSecret?: SharedSecret | undefined;
  /**
   * The signature algorithms that are accepted, all for public keys. Default: `ES256`, `RS256`. With
   * `sharedSecret`, use its own `algorithms` instead.
   */
  readonly algorithms?: readonly SignatureAlgorithm[] | undefined;
}

/**
 * The keys of each issuer.
 *
 * Keys from the options are trusted for every issuer of the options; several issuers are then
 * several names of the same server. Keys found through metadata are trusted only for the issuer of
 * that metadata.
 *
 * @throws {@link ConfigurationError}
 */
export function configuredKeys(
  issuers: readonly string[],
  options: KeyOptions,
  context: Omit<IssuerKeysOptions, 'issuer' | 'jwksUri' | 'algorithms'>,
): ReadonlyMap<string, VerificationKeys> {
  const sources = (['jwksUri', 'jwks', 'publicKey', 'sharedSecret'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (sources.length > 1) {
    throw new ConfigurationError(`${sources.join(', ')}: give one of them, not several`);
  }
  const given = givenKeys(options);
  if (given) return forEach(issuers, () => given);

  const algorithms = allowAlgorithms(options.algorithms ?? defaultAlgorithms);
  const { jwksUri, jwksUriOverHttp = false } = options;
  if (jwksUri === undefined) {
    if (jwksUriOverHttp) {
      throw new ConfigurationError('jwksUriOverHttp: it is about jwksUri, which is missing');
    }
    issuers.forEach(checkDiscoverable);
    return forEach(issuers, (issuer) => issuerKeys({ ...context, issuer, jwksUri, algorithms }));
  }
  if (!isSecureUrl(jwksUri) && !(jwksUriOverHttp && isPrivateHttpUrl(jwksUri))) {
    const where = jwksUriOverHttp ? 'on a private host' : 'on this machine';
    throw new ConfigurationError(
      `jwksUri: ${JSON.stringify(jwksUri)} is not an https URL (or http ${where})`,
    );
  }
  const shared = issuerKeys({ ...context, issuer: jwksUri, jwksUri, algorithms });
  return forEach(issuers, () => shared);
}

function givenKeys(options: KeyOptions): VerificationKeys | undefined {
  const { jwks, publicKey, sharedSecret } = options;
  if (sharedSecret !== undefined) {
    if (options.algorithms !== undefined) {
      throw new ConfigurationError('algorithms: with sharedSecret, name them there');
    }
    return secretKeys(sharedSecret);
  }
  const algorithms = allowAlgorithms(options.algorithms ?? defaultAlgorithms);
  if (publicKey !== undefined) return publicKeys(publicKey, algorithms);
  return jwks && setKeys(jwks, algorithms);
}

function setKeys(
  jwks: Readonly<Record<string, unknown>>,
  algorithms: readonly SignatureAlgorithm[],
): VerificationKeys {
  try {
    const keys = new KeySet(jwks);
    return {
      kidRequired: true,
      algorithms: new Set(algorithms),
      find: (kid, alg) => keys.find(kid as string, alg as SignatureAlgorithm),
    };
  } catch (cause) {
    throw new ConfigurationError('jwks: it has no public key for signatures that has a kid', {
      cause,
    });
  }
}

/** @throws {@link ConfigurationError} when the issuer is not a URL for which metadata can be found */
export function checkDiscoverable(issuer: string): void {
  if (!isSecureUrl(issuer) || /[?#]/.test(issuer)) {
    throw new ConfigurationError(
      `issuer: ${JSON.stringify(issuer)} is not an https URL (or http on this machine) without query and fragment`,
    );
  }
}

function forEach(
  issuers: readonly string[],
  keysOf: (issuer: string) => VerificationKeys,
): ReadonlyMap<string, VerificationKeys> {
  return new Map(issuers.map((issuer) => [issuer, keysOf(issuer)]));
}
