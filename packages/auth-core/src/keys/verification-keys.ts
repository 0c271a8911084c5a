import type { CryptoKey } from 'jose';

/** Where the keys of one issuer come from. */
export interface VerificationKeys {
  /** Whether a token has to say which key it was signed with. */
  readonly kidRequired: boolean;
  /** The algorithms these keys may be used with. */
  readonly algorithms: ReadonlySet<string>;
  /**
   * The key for a token with this `kid` and `alg`, or undefined when there is none.
   *
   * @param alg one of `algorithms`
   * @throws {@link TemporarilyUnavailableError} when that cannot be told just now
   */
  find(kid: string | undefined, alg: string): Promise<CryptoKey | Uint8Array | undefined>;
}
