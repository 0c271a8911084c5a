import { allowAlgorithms, type SignatureAlgorithm } from '../token/algorithms.ts';
import { within } from '../options/checked-options.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import { type NonceOptions, type Nonces, statelessNonces } from './nonces.ts';
import type { ReplayStore } from './replay-store.ts';

/** What `dpop` takes. */
export interface DpopOptions {
  /** Whether only bound tokens are let in. Default: no, an unbound token still works as bearer. */
  readonly required?: boolean | undefined;
  /** Algorithms proofs may be signed with. Default: `ES256`, `Ed25519`, `EdDSA`. */
  readonly algorithms?: readonly SignatureAlgorithm[] | undefined;
  /** Seconds a proof's `iat` may be from now, either way, up to 300. Default: 60. */
  readonly maxAge?: number | undefined;
  /** Characters a proof may have at most, up to 16,384. Default: 4,096. */
  readonly maxProofLength?: number | undefined;
  /**
   * Where used proofs are remembered. Default: in memory, which is right for one process alone;
   * several under one URL need a store that they share.
   */
  readonly replayStore?: ReplayStore | undefined;
  /** Has clients put a nonce of this server into proofs. Default: it does not. */
  readonly nonces?: NonceOptions | undefined;
  /**
   * The URL as the client sees it, where a proxy changes paths. It is given what the server sees,
   * at the public origin. Default: that.
   */
  readonly publicUrl?: ((url: string) => string) | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
}

/** The options as they are used, every fault of theirs found. */
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
