import type { AuthInfo } from '../contract/auth-info.ts';
import type { Claims } from '../token/claims.ts';
import { Recent } from './recent.ts';
import { type TokenDigest, tokenDigest } from './token-digest.ts';
import { authInfoOf, type Verdict, verdictOf } from './verdict.ts';
import { confirmationOf } from '../contract/confirmation.ts';
import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';
import { checkForm, maxAccessTokenLength } from '../token/form.ts';
import { type Presentation, type Verifier, wrapVerifier } from '../contract/verifier.ts';
import { within } from '../options/checked-options.ts';

export interface CachedOptions {
  /** Tokens remembered at most, about 2 kB each; the least recently used goes. Default: 10,000. */
  readonly maxEntries?: number | undefined;
  /**
   * Seconds a token is remembered at most, up to 3,600; never beyond its `expiresAt`. It is also
   * how long a token outlives the removal of the key it was signed with. Default: 60.
   */
  readonly maxAge?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** How tokens are hashed. Default: by `node:crypto` where it is at hand, else by WebCrypto. */
  readonly digest?: TokenDigest | undefined;
}

/** To the verifier inside, every request looks alike, since one answer serves them all. */
const anyRequest: Presentation = { scheme: 'Bearer', proofs: [], method: '', url: '' };
const boundRequest: Presentation = { ...anyRequest, bindingIsChecked: true };

/**
 * Remembers which tokens `verifier` has accepted, so that each is verified once in `maxAge`.
 *
 * ```ts
 * cached(jwtVerifier({ issuer, audience }));
 * ```
 *
 * Kept under the SHA-256 of the token is the verdict alone: no token, and nothing a request could
 * change for the next. A refusal is never kept. Requests with the same token at the same time wait
 * for one verification.
 *
 * What judges each request anew (proofs of possession, status lists) goes around it. The other way
 * round is refused at start: such a check inside would be made once and skipped from then on.
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
  const pending = new Map<string, Promise<Verdict<C>>>();

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
    // Not shared between the two: what is refused as plain bearer may be good with a proof.
    const name = isBound ? `bound ${key}` : key;
    const known = pending.get(name);
    if (known) return known;
    const verifying = verifyAndRemember(key, token, isBound ? boundRequest : anyRequest).finally(
      () => {
        pending.delete(name);
      },
    );
    pending.set(name, verifying);
    return verifying;
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
      // Only tokens in ASCII are ever kept, so that no two texts have the same bytes.
      checkForm(token, maxAccessTokenLength);
      verdict = await verifyOnce(key, token, presentation?.bindingIsChecked === true);
    }
    // It may have been accepted in a request whose proof was checked; this one's may not have been.
    confirmationOf(verdict.confirmation, presentation);
    return authInfoOf(verdict, token);
  }

  return wrapVerifier(verifier, { verify });
}
