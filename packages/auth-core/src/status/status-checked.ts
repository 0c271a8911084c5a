/**
 * Revocation that is felt within seconds (draft-ietf-oauth-status-list).
 *
 * A token says where its status is written: a place in a list that its issuer signs. Only a token
 * that the verifier inside has accepted is believed in this. Its list is fetched when the first
 * token refers to it, and then polled in the background for as long as such tokens live, so that a
 * request costs one look into memory.
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
  /** Ends the polling, and what is being fetched. Lists in hand serve until `maxStale`. */
  close(): void;
}

/**
 * Refuses tokens that `inner` accepts and their issuer has revoked:
 * `statusChecked(jwtVerifier({ issuer, audience }))`.
 *
 * It goes outside of whatever remembers verdicts, so that each use of a token looks again. A token
 * without `status` is left to `inner` alone. The first token of a list waits for it, three seconds
 * at most; what happens when it cannot be had is what `fail` and `maxStale` say.
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
      // No promise for the many who need not wait.
      if (!list.isCurrent) await list.refresh();
      list.requireValid(reference.index);
      return auth;
    },
  });
  return { ...verifier, close: () => lists.close() };
}
