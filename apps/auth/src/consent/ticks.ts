/**
 * What comes ticked on the consent page. A tick that somebody else has set is a proposal, and many agree to
 * it unread: so it is set where the worst that comes of it can be looked at or changed back, and for whom
 * something is known.
 *
 * @module
 */
import type { ScopeTerms } from '../protocol/resource.ts';
import { type ClientVerification, isUnverifiedSite } from './client-verification.ts';

/** What the user did about a scope before, for this client. */
interface Before {
  /** allowed at the redirect of this request */
  readonly alreadyAllowed: boolean;
  readonly leftOutBefore: boolean;
  /** the client uses a grant that was allowed at this redirect, and asks for what it lacks */
  readonly isStepUp: boolean;
}

/**
 * Whether a scope that a client asks for comes ticked. At a step-up everything does: the user is in the
 * middle of what it is needed for, and the page names it. Otherwise what cannot be undone never does, and
 * the rest as the user decided before; for the first time as its kind is, and the client known.
 *
 * @param terms undefined where the resource has no such scope any more
 */
export function comesTicked(
  terms: Pick<ScopeTerms, 'kind' | 'kindGiven'> | undefined,
  verification: ClientVerification,
  { alreadyAllowed, leftOutBefore, isStepUp }: Before,
): boolean {
  if (isStepUp) return true;
  if (leftOutBefore || terms === undefined || terms.kind === 'irreversible') return false;
  if (alreadyAllowed || terms.kind === 'view') return true;
  return terms.kindGiven && !isUnverifiedSite(verification);
}
