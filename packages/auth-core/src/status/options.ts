import { ConfigurationError } from '../errors/errors.ts';
import type { Fetch } from '../issuer/fetch-json.ts';
import { configuredKeys, type KeyOptions } from '../issuer/configured-keys.ts';
import type { VerificationKeys } from '../keys/verification-keys.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import type { Verifier } from '../contract/verifier.ts';
import { within } from '../options/checked-options.ts';
import { harmless } from '../options/hook.ts';
import { platformTimer, type Timer } from '../sharing/timer.ts';

/** The options of `statusChecked`. Times are in seconds. */
export interface StatusCheckOptions {
  /**
   * What happens with a token when its list cannot be fetched and the last known list is older than
   * `maxStale`. `closed`: 503, the token is neither accepted nor refused. `open`: the token is
   * accepted, unless the last known list says that it is revoked. Default: `closed`.
   */
  readonly fail?: 'open' | 'closed' | undefined;
  /** How long the last known list is used while it cannot be fetched again. Default: 300. */
  readonly maxStale?: number | undefined;
  /** The time between two fetches of a list; shorter where its `ttl` is shorter. Default: 4. */
  readonly pollInterval?: number | undefined;
  /** The limit for one fetch, and for a request that waits for a list. Default: 3. */
  readonly timeout?: number | undefined;
  /**
   * The origins from which lists may be fetched: `https://lists.example.com`. Default: the origin of
   * the token's issuer. A list at any other origin is never fetched.
   */
  readonly origins?: readonly string[] | undefined;
  /**
   * Who signs the lists, and with which keys. Default: the keys of the wrapped verifier, which are
   * then fetched once for both.
   */
  readonly keys?: (KeyOptions & { readonly issuer: string | readonly string[] }) | undefined;
  /** The bytes of a response. Default: 524,288, enough for any list of 2^20 statuses of one bit. */
  readonly maxResponseBytes?: number | undefined;
  /** The bytes of a decompressed list. Default: 1,048,576, that is 2^20 statuses of eight bits. */
  readonly maxListBytes?: number | undefined;
  /** How many lists are kept. The least recently used one is removed. Default: 64. */
  readonly maxLists?: number | undefined;
  /** How many seconds two clocks may differ. Default: 5. */
  readonly clockTolerance?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default: `setTimeout`, in a way that does not keep the process alive. */
  readonly timer?: Timer | undefined;
  /** Called when a list cannot be fetched or used. */
  readonly onProblem?: ((error: unknown) => unknown) | undefined;
}

/** The options after they were checked, with the defaults filled in. Times are in milliseconds. */
export interface StatusSettings {
  readonly failOpen: boolean;
  readonly maxStaleMs: number;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
  /** Undefined: the origin of the issuer. */
  readonly origins: ReadonlySet<string> | undefined;
  readonly keys: ReadonlyMap<string, VerificationKeys>;
  readonly maxResponseBytes: number;
  readonly maxListBytes: number;
  readonly maxLists: number;
  /** In seconds, like the times in a token. */
  readonly clockTolerance: number;
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly timer: Timer;
  readonly onProblem: (error: unknown) => void;
}

/** @throws {@link ConfigurationError} */
export function statusSettings(inner: Verifier, options: StatusCheckOptions): StatusSettings {
  const { fail = 'closed', clock = Date.now } = options;
  if (fail !== 'open' && fail !== 'closed') {
    throw new ConfigurationError(`fail: ${JSON.stringify(fail)} is neither "open" nor "closed"`);
  }
  const fetchWith: Fetch = options.fetch ?? ((url, init) => fetch(url, init));
  const context = { clock, fetch: fetchWith, onProblem: harmless(options.onProblem) };
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
