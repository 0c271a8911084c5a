import type { Fetch } from '../issuer/fetch-json.ts';
import { within } from '../options/checked-options.ts';

/** What every verifier takes that asks somebody about a token. */
export interface RemoteOptions {
  /**
   * Seconds an accepted token is remembered at most, from 0 to 3,600, and never beyond its own
   * end. It is also how long a token outlives its revocation. Refusals are never remembered.
   */
  readonly maxAge?: number | undefined;
  /** Tokens remembered at most. Default: 10,000. */
  readonly maxEntries?: number | undefined;
  /** Milliseconds one exchange may take, up to 10,000. Default: 3,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Told of every failure to get an answer that can be used. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}

/** {@link RemoteOptions} with nothing left open. */
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
    onProblem: options.onProblem ?? (() => {}),
  };
}
