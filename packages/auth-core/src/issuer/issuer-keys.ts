import type { VerificationKeys } from '../keys/verification-keys.ts';
import type { SignatureAlgorithm } from '../token/algorithms.ts';
import { type Fetch, fetchJsonObject } from './fetch-json.ts';
import { KeySet } from './key-set.ts';
import { KeySource } from './key-source.ts';
import { discoverJwksUri } from './metadata.ts';

export interface IssuerKeysOptions {
  readonly issuer: string;
  readonly jwksUri: string | undefined;
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly onProblem: (error: unknown) => void;
}

const caching = {
  maxAge: 10 * 60_000,
  cooldown: 30_000,
  // Four times the lifetime of an access token (15 minutes): after it no token is valid anyway.
  maxStale: 60 * 60_000,
};
/** Three requests one after another must take less than the 10 seconds that clients wait. */
const metadataLimits = { timeoutMs: 3000, maxBytes: 64 * 1024 };
const keyLimits = { timeoutMs: 3000, maxBytes: 128 * 1024 };

/** The keys of one issuer, found through its metadata unless `jwksUri` is given. */
export function issuerKeys(options: IssuerKeysOptions): VerificationKeys {
  const { issuer, clock, fetch, onProblem } = options;
  let jwksUri = options.jwksUri;

  async function load(): Promise<KeySet> {
    jwksUri ??= await discoverJwksUri(issuer, fetch, metadataLimits);
    try {
      return new KeySet(await fetchJsonObject(jwksUri, fetch, keyLimits));
    } catch (error) {
      // The address may have changed, so the metadata is read again the next time.
      jwksUri = options.jwksUri;
      throw error;
    }
  }

  const source = new KeySource({ load, clock, caching, onProblem });
  return {
    kidRequired: true,
    algorithms: new Set(options.algorithms),
    find: (kid, alg) => source.find(kid as string, alg as SignatureAlgorithm),
  };
}
