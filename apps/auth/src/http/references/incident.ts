import type { AdmissionRefusal } from '../../admission/why-refused.ts';
import { PROBLEM_CODES, type ProblemCode, SIGN_IN_FAILURES } from '../../pages/pages.ts';
import type { UpstreamErrorCode } from '../../upstream/upstream-error.ts';

/** Why a person is shown a page that has a reference. A closed set: it is a label of the figures. */
export type Reason =
  | Exclude<ProblemCode, (typeof NOT_TOLD)[number]>
  | `upstream_${ToldFailure}`
  | 'not_admitted'
  | 'held_error';

/** Where nothing is, nothing happened that anybody could look up. */
const NOT_TOLD = ['not_found'] as const;

/** Who has cancelled a sign-in knows why they are here again; all others may ask the operator. */
type ToldFailure = Exclude<UpstreamErrorCode, 'denied'>;

/** The reason for a failure of a sign-in, as it is stored, also by another version. */
export function reasonOfSignIn(code: string): Reason | undefined {
  if (code === 'denied') return undefined;
  return (
    TOLD_FAILURES.find((reason) => reason === `upstream_${code}`) ?? 'upstream_invalid_response'
  );
}

const TOLD_FAILURES = SIGN_IN_FAILURES.filter((code): code is ToldFailure => code !== 'denied').map(
  (code) => `upstream_${code}` as const,
);

/** All of them. */
export const REASONS: readonly Reason[] = [
  ...PROBLEM_CODES.filter(isTold),
  ...TOLD_FAILURES,
  'not_admitted',
  'held_error',
];

/** Whether a page about it has a reference. */
export function isTold(code: ProblemCode): code is Exclude<ProblemCode, (typeof NOT_TOLD)[number]> {
  return !(NOT_TOLD as readonly ProblemCode[]).includes(code);
}

/** What tells several ways to one page apart, for the log alone. */
export type Detail =
  /** an address with a NUL */
  | 'nul'
  /** something else than a window of the browser asked for a step: an image, a frame, a page loaded ahead */
  | 'not_a_window'
  /** a posted authorization request that is no form, or longer than a redirect may be */
  | 'unreadable_form'
  | 'too_long'
  /** a body or an address that cannot be read */
  | 'unreadable_request'
  /** a form names a provider that is not configured */
  | 'unknown_provider'
  /** a form says that another site sent it */
  | 'other_origin'
  /** what was posted is no form */
  | 'no_form'
  /** a form without the token of a page that this browser was shown */
  | 'form_token'
  /** the browser has no cookie of an interaction, or it has expired */
  | 'unknown_interaction'
  /** the browser's cookie is of another interaction than the address */
  | 'other_interaction'
  /** a form that answers what is not asked any more */
  | 'other_prompt'
  /** nobody is waiting for consent, or not this person */
  | 'no_pending_consent'
  /** the client may no longer be answered where it asked to be */
  | 'redirect_uri_refused'
  /** what became of the sign-in belongs to another browser */
  | 'other_browser'
  /** somebody signed in or out since a user was asked to sign in again */
  | 'other_session';

/** Something that went wrong on a person's way, as far as the log may know it. */
export interface Incident {
  readonly reason: Reason;
  /** HTTP status of the page */
  readonly status: number;
  /** the code that the page shows: a standard's, or our own */
  readonly error?: string;
  readonly detail?: Detail | undefined;
  /** names of OAuth parameters that it is about; never a value */
  readonly parameters?: readonly string[];
  /** the kind of the database's fault: a SQLSTATE, or the system's code */
  readonly fault?: string;
  /** id of the provider of identities, as in `ADMIT` */
  readonly provider?: string;
  /** who it is at the provider, by the id that never changes; with `provider` it is an entry of `ADMIT` */
  readonly subject?: string | undefined;
  /** why `ADMIT` does not let them in */
  readonly refusal?: AdmissionRefusal | undefined;
  /** the line in which the cause stands, where an earlier request met it: its `id` */
  readonly causeId?: string | undefined;
}
