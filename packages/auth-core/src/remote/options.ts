import type { Fetch } from '../issuer/fetch-json.ts';
import { within } from '../options/checked-options.ts';
import { harmless } from '../options/hook.ts';

/** The options of every verifier that asks another server about a token. */
export interface RemoteOptions {
  /**
   * How many seconds an accepted token is cached, from 0 to 3,600, but never after its expiry. A
   * token is also accepted for so long after its revocation. Refusals are never cached.
   */
  readonly maxAge?: number | undefined;
  /** How many tokens are cached. Default: 10,000. */
  readonly maxEntries?: number | undefined;
  /** Milliseconds for one request and its answer, up to 10,000. Default: 3,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Called when a server cannot be reached or its answer cannot be used. */
  readonly onProblem?: ((error: unknown) => unknown) | undefined;
}

/** {@link RemoteOptions} with the defaults filled in. */
export interface RemoteSettings {
  readonly maxAge: number;
  readonly maxEntries: number | undefined;
  readonly timeout: number;
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly onProblem: (error: unknown) => void;
}

/**
 * @param maxAge the default of the verifier, in seconds
 * @throws {@link ConfigurationError}
 */
export function remoteSettings(options: RemoteOptions, maxAge: number): RemoteSettings {
  return {
    maxAge: within('maxAge', options.maxAge ?? maxAge, 0, 3600),
    maxEntries: options.maxEntries,
    timeout: within('timeout', options.timeout ?? 3000, 1, 10_000),
    clock: options.clock ?? Date.now,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    onProblem: harmless(options.onProblem),
  };
}
