import type { AuthInfo } from '../contract/auth-info.ts';
import type { Claims } from '../token/claims.ts';
import { Recent } from './recent.ts';
import { type TokenDigest, tokenDigest } from './token-digest.ts';
import { authInfoOf, type Verdict, verdictOf } from './verdict.ts';
import { confirmationOf } from '../contract/confirmation.ts';
import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';
import { checkForm, maxAccessTokenLength } from '../token/form.ts';
import { SharedWork } from '../sharing/shared-work.ts';
import { type Presentation, type Verifier, wrapVerifier } from '../contract/verifier.ts';
import { within } from '../options/checked-options.ts';

export interface CachedOptions {
  /** How many tokens are cached, about 2 kB each. The least recently used is removed. Default: 10,000. */
  readonly maxEntries?: number | undefined;
  /**
   * How many seconds a token is cached, up to 3,600, but never after its `expiresAt`. A token is also
   * accepted for so long after its signing key was removed. Default: 60.
   */
  readonly maxAge?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** How tokens are hashed. Default: with `node:crypto` where it exists, else with WebCrypto. */
  readonly digest?: TokenDigest | undefined;
}

/** The wrapped verifier gets no detail of a request, because its result is used for other requests too. */
const anyRequest: Presentation = { scheme: 'Bearer', proofs: [], method: '', url: '' };
const boundRequest: Presentation = { ...anyRequest, bindingIsChecked: true };

/**
 * Caches which tokens `verifier` has accepted, so that each token is verified once in `maxAge`.
 *
 * ```ts
 * cached(jwtVerifier({ issuer, audience }));
 * ```
 *
 * The cache contains the result of the verification under the SHA-256 of the token. It does not
 * contain the token, and a request cannot change what the next one gets. A refusal is never cached.
 * Requests with the same token at the same time share one verification.
 *
 * Verifiers that check every request (proofs of possession, status lists) go around the cache. The
 * other order is refused: the check inside would be made once and then skipped.
 *
 * @throws {@link ConfigurationError}
 */
export function cached<C extends Claims>(
  verifier: Verifier<C>,
  options: CachedOptions = {},
): Verifier<C> {
  const { clock = Date.now, digest = tokenDigest() } = options;
  if (verifier.judgesEachRequest || verifier.dpopAlgorithms) {
    throw new ConfigurationError(
      'cached: what judges each request (DPoP, a status list) goes around the cache, not into it',
    );
  }
  const maxAge = within('maxAge', options.maxAge ?? 60, 0, 3600) * 1000;
  const maxEntries = within('maxEntries', options.maxEntries ?? 10_000, 1, 10_000_000);
  const verdicts = new Recent<Verdict<C>>(maxEntries, clock);
  const pending = new Map<string, SharedWork<Verdict<C>>>();

  async function verifyAndRemember(
    key: string,
    token: string,
    request: Presentation,
  ): Promise<Verdict<C>> {
    const since = clock();
    const verdict = verdictOf(await verifier.verify(token, request));
    verdicts.set(key, verdict, since, Math.min(since + maxAge, verdict.expiresAt * 1000));
    return verdict;
  }

  function verifyOnce(key: string, token: string, isBound: boolean): Promise<Verdict<C>> {
    // Two separate entries, because a token that is refused as plain bearer may be valid with a proof.
    const name = isBound ? `bound ${key}` : key;
    const known = pending.get(name);
    const verifying = known ?? new SharedWork<Verdict<C>>();
    if (!known) remember(name, verifying);
    return verifying.join(() =>
      verifyAndRemember(key, token, isBound ? boundRequest : anyRequest).finally(() => {
        if (pending.get(name) === verifying) pending.delete(name);
      }),
    );
  }

  function remember(name: string, verifying: SharedWork<Verdict<C>>): void {
    // On Workers, what a request began may never end. Those at the front are the oldest.
    for (const oldest of pending.keys()) {
      if (pending.size < maxEntries) break;
      pending.delete(oldest);
    }
    pending.set(name, verifying);
  }

  async function verify(token: string, presentation?: Presentation): Promise<AuthInfo<C>> {
    if (token.length > maxAccessTokenLength) {
      throw new InvalidTokenError(
        'token_too_long',
        `the token is longer than ${maxAccessTokenLength}`,
      );
    }
    const digested = digest(token);
    const key = typeof digested === 'string' ? digested : await digested;
    let verdict = verdicts.get(key);
    if (!verdict) {
      // Only tokens in ASCII are cached, so that two different texts never have the same bytes.
      checkForm(token, maxAccessTokenLength);
      verdict = await verifyOnce(key, token, presentation?.bindingIsChecked === true);
    }
    // The cached result may be from a request whose proof was checked. This request may have none.
    confirmationOf(verdict.confirmation, presentation);
    return authInfoOf(verdict, token);
  }

  return wrapVerifier(verifier, { verify });
}
