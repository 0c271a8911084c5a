import type { CryptoKey } from 'jose';

/** The keys of one issuer. */
export interface VerificationKeys {
  /** Whether a token needs a `kid`. */
  readonly kidRequired: boolean;
  /** The algorithms these keys may be used with. */
  readonly algorithms: ReadonlySet<string>;
  /**
   * The key for a token with this `kid` and `alg`, or undefined when there is none.
   *
   * @param alg one of `algorithms`
   * @throws {@link TemporarilyUnavailableError} when the keys are not available at the moment
   */
  find(kid: string | undefined, alg: string): Promise<CryptoKey | Uint8Array | undefined>;
}
