/**
 * Revocation that takes effect within seconds (draft-ietf-oauth-status-list).
 *
 * A token names a list and its index in that list; its issuer signs the list. The reference is used
 * only after the wrapped verifier has accepted the token. A list is fetched when the first token
 * refers to it, and then polled in the background until the last of these tokens has expired. So a
 * request only needs a look-up in memory.
 *
 * @module
 */
import type { Claims } from '../token/claims.ts';
import { type Verifier, wrapVerifier } from '../contract/verifier.ts';
import { type StatusCheckOptions, statusSettings } from './options.ts';
import { statusReference } from './reference.ts';
import { TrackedLists } from './tracked-lists.ts';

/** A verifier that keeps status lists fresh until it is closed. */
export interface StatusCheckedVerifier<C extends Claims = Claims> extends Verifier<C> {
  /** Ends polling and running fetches. The lists that were fetched are used until `maxStale`. */
  close(): void;
}

/**
 * Refuses tokens that `inner` accepts but that their issuer has revoked:
 * `statusChecked(jwtVerifier({ issuer, audience }))`.
 *
 * It goes around a cache, never into one, so that the status is looked up for each request. For a
 * token without `status` only `inner` decides. The first request with a token of a list waits for
 * the list, at most three seconds. `fail` and `maxStale` say what happens when it cannot be fetched.
 *
 * @throws {@link ConfigurationError}
 */
export function statusChecked<C extends Claims>(
  inner: Verifier<C>,
  options: StatusCheckOptions = {},
): StatusCheckedVerifier<C> {
  const lists = new TrackedLists(statusSettings(inner, options));
  const verifier = wrapVerifier(inner, {
    judgesEachRequest: true,
    async verify(token, presentation) {
      const auth = await inner.verify(token, presentation);
      const reference = statusReference(auth.extra.claims['status']);
      if (!reference) return auth;
      const list = lists.find(auth.issuer, reference.uri);
      list.keepUntil(auth.expiresAt);
      // Most requests need not wait, and so create no promise.
      if (!list.isCurrent) await list.refresh();
      list.requireValid(reference.index);
      return auth;
    },
  });
  return { ...verifier, close: () => lists.close() };
}
