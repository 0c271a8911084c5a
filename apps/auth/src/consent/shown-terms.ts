import { hash } from 'node:crypto';
import type { ConsentRequest } from './consent-request.ts';

/**
 * What a consent page said of the server and of each scope, as a hash to compare. The operator may say
 * something else while the page is open: that a scope cannot be left out, or that what it does cannot be
 * undone. A decision that was made about the one is none about the other.
 *
 * It holds no ticks, nor what was allowed before: those are the user's own, and change in another tab.
 */
export function shownTerms({
  resource,
  scopes,
}: Pick<ConsentRequest, 'resource' | 'scopes'>): string {
  const said = scopes
    .map(({ name, description, detail, kind, optional }) =>
      JSON.stringify([name, description, detail, kind, optional]),
    )
    .toSorted();
  return hash('sha256', JSON.stringify([resource?.name, said]), 'base64url');
}
