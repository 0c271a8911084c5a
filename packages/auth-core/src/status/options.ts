import { ConfigurationError } from '../errors/errors.ts';
import type { Fetch } from '../issuer/fetch-json.ts';
import { configuredKeys, type KeyOptions } from '../issuer/configured-keys.ts';
import type { VerificationKeys } from '../keys/verification-keys.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import type { Verifier } from '../contract/verifier.ts';
import { within } from '../options/checked-options.ts';
import { platformTimer, type Timer } from './timer.ts';

/** What `statusChecked` takes. Times are in seconds. */
export interface StatusCheckOptions {
  /**
   * What becomes of a token whose list cannot be had and was not confirmed for `maxStale`.
   * `closed`: 503, it can be neither accepted nor refused. `open`: it is accepted, as if there were
   * no lists; only what the last known list says is revoked stays so. Default: `closed`.
   */
  readonly fail?: 'open' | 'closed' | undefined;
  /** How long the last known list serves while it cannot be confirmed. Default: 300. */
  readonly maxStale?: number | undefined;
  /** Between two looks at a list, at most; sooner where its `ttl` says so. Default: 4. */
  readonly pollInterval?: number | undefined;
  /** For one fetch, and for a request that waits for a list. Default: 3. */
  readonly timeout?: number | undefined;
  /**
   * Origins lists may be fetched from: `https://lists.example.com`. Default: that of the token's
   * issuer. Nothing else is ever fetched, whatever a token says.
   */
  readonly origins?: readonly string[] | undefined;
  /**
   * Who signs the lists, and with which keys. Default: the keys that the verifier inside has, which
   * are then fetched once for both.
   */
  readonly keys?: (KeyOptions & { readonly issuer: string | readonly string[] }) | undefined;
  /** Bytes of one response. Default: 524,288, enough for any list of 2^20 places with one bit. */
  readonly maxResponseBytes?: number | undefined;
  /** Bytes a list may unfold into. Default: 1,048,576, that is 2^20 places with eight bits. */
  readonly maxListBytes?: number | undefined;
  /** Lists kept at once; the one that was not used for longest gives way. Default: 64. */
  readonly maxLists?: number | undefined;
  /** Seconds two clocks may be apart. Default: 5. */
  readonly clockTolerance?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default: `setTimeout`, without keeping the process alive. */
  readonly timer?: Timer | undefined;
  /** Told of every failure to get a list or to use it. It must not throw. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}

/** The options as they are used, every fault of theirs found. Times are in milliseconds. */
export interface StatusSettings {
  readonly failOpen: boolean;
  readonly maxStaleMs: number;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
  /** Undefined: the issuer's own. */
  readonly origins: ReadonlySet<string> | undefined;
  readonly keys: ReadonlyMap<string, VerificationKeys>;
  readonly maxResponseBytes: number;
  readonly maxListBytes: number;
  readonly maxLists: number;
  /** In seconds, as everything in a token. */
  readonly clockTolerance: number;
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly timer: Timer;
  readonly onProblem: (error: unknown) => void;
}

/** @throws {@link ConfigurationError} */
export function statusSettings(inner: Verifier, options: StatusCheckOptions): StatusSettings {
  const { fail = 'closed', clock = Date.now, onProblem = () => {} } = options;
  if (fail !== 'open' && fail !== 'closed') {
    throw new ConfigurationError(`fail: ${JSON.stringify(fail)} is neither "open" nor "closed"`);
  }
  const fetchWith: Fetch = options.fetch ?? ((url, init) => fetch(url, init));
  const context = { clock, fetch: fetchWith, onProblem };
  return {
    ...context,
    failOpen: fail === 'open',
    maxStaleMs: 1000 * within('maxStale', options.maxStale ?? 300, 0, 86_400),
    pollIntervalMs: 1000 * within('pollInterval', options.pollInterval ?? 4, 1, 3600),
    timeoutMs: 1000 * within('timeout', options.timeout ?? 3, 0.01, 60),
    origins: options.origins && originsOf(options.origins),
    keys: keysOf(inner, options, context),
    maxResponseBytes: within('maxResponseBytes', options.maxResponseBytes ?? 2 ** 19, 1, 2 ** 24),
    maxListBytes: within('maxListBytes', options.maxListBytes ?? 2 ** 20, 1, 2 ** 26),
    maxLists: within('maxLists', options.maxLists ?? 64, 1, 65_536),
    clockTolerance: within('clockTolerance', options.clockTolerance ?? 5, 0, 300),
    timer: options.timer ?? platformTimer,
  };
}

function keysOf(
  inner: Verifier,
  { keys }: StatusCheckOptions,
  context: Pick<StatusSettings, 'clock' | 'fetch' | 'onProblem'>,
): ReadonlyMap<string, VerificationKeys> {
  if (keys) {
    const issuers = typeof keys.issuer === 'string' ? [keys.issuer] : keys.issuer;
    return configuredKeys(issuers, keys, context);
  }
  if (inner.signingKeys) return inner.signingKeys;
  throw new ConfigurationError('keys: the verifier inside has none, so say who signs the lists');
}

function originsOf(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    if (!isSecureUrl(origin) || new URL(origin).origin !== origin) {
      throw new ConfigurationError(
        `origins: ${JSON.stringify(origin)} is not an https origin (or http on this machine)`,
      );
    }
  }
  return new Set(origins);
}
