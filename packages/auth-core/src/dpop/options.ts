import { allowAlgorithms, type SignatureAlgorithm } from '../token/algorithms.ts';
import { within } from '../options/checked-options.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import { type NonceOptions, type Nonces, statelessNonces } from './nonces.ts';
import type { ReplayStore } from './replay-store.ts';

/** The options of `dpop`. */
export interface DpopOptions {
  /** Whether only bound tokens are accepted. Default: no, an unbound token is accepted as bearer. */
  readonly required?: boolean | undefined;
  /** The algorithms with which proofs may be signed. Default: `ES256`, `Ed25519`, `EdDSA`. */
  readonly algorithms?: readonly SignatureAlgorithm[] | undefined;
  /** How many seconds `iat` of a proof may be before or after now, up to 300. Default: 60. */
  readonly maxAge?: number | undefined;
  /** How many characters a proof may have, up to 16,384. Default: 4,096. */
  readonly maxProofLength?: number | undefined;
  /**
   * Where used proofs are remembered. Default: in memory, which is enough for a single process; several
   * with the same URL need a store that they share.
   */
  readonly replayStore?: ReplayStore | undefined;
  /** Set: proofs need a nonce of this server. Default: they need none. */
  readonly nonces?: NonceOptions | undefined;
  /**
   * Makes the URL that the client used, where a proxy changes paths. It gets the URL that the server
   * sees, with the public origin. Default: the URL is not changed.
   */
  readonly publicUrl?: ((url: string) => string) | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
}

/** The options after they were checked, with the defaults filled in. */
export interface DpopExpectations {
  readonly required: boolean;
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly maxAge: number;
  readonly maxProofLength: number;
  readonly replayStore: ReplayStore;
  readonly nonces: Nonces | undefined;
  readonly publicUrl: (url: string) => string;
  readonly clock: () => number;
}

/** @throws {@link ConfigurationError} */
export function dpopExpectations(options: DpopOptions): DpopExpectations {
  const { clock = Date.now, nonces } = options;
  return {
    required: options.required ?? false,
    algorithms: allowAlgorithms(options.algorithms ?? ['ES256', 'Ed25519', 'EdDSA']),
    maxAge: within('maxAge', options.maxAge ?? 60, 1, 300),
    maxProofLength: within('maxProofLength', options.maxProofLength ?? 4096, 1, 16_384),
    replayStore: options.replayStore ?? memoryReplayStore({ clock }),
    nonces: nonces && statelessNonces(nonces, clock),
    publicUrl: options.publicUrl ?? ((url) => url),
    clock,
  };
}
