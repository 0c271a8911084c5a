import type { ComponentChild, ComponentChildren } from 'preact';
import type { UpstreamErrorCode } from '../upstream/upstream-error.ts';
import type { Words } from './words/words.ts';

/**
 * HTTP status of the login page that says why somebody sees it again: 503 where the user can do nothing. Never
 * 502 or 504, in the place of which proxies such as Cloudflare put a page of their own.
 */
const STATUSES: Readonly<Record<UpstreamErrorCode, number>> = {
  denied: 403,
  expired: 400,
  unavailable: 503,
  misconfigured: 503,
  policy: 403,
  sso_required: 403,
  suspended: 403,
  browser: 403,
  no_verified_email: 403,
  invalid_response: 400,
};

/** Every kind of failure that has words of its own. */
export const SIGN_IN_FAILURES = Object.keys(STATUSES) as readonly UpstreamErrorCode[];

/** Why somebody sees the login page again. */
export interface SignInFailure {
  /** an `UpstreamErrorCode`, or one of another version that has been stored */
  readonly code: string;
  /** what the provider is called; absent where it has been taken away meanwhile */
  readonly provider?: string | undefined;
}

/** HTTP status of the page that says it. @param code see {@link SignInFailure} */
export function statusOfSignInFailure(code: string): number {
  return STATUSES[known(code)];
}

/** What happened, and what to do. @param operator whom to ask, within a sentence */
export function signInFailureInWords(
  { code, provider }: SignInFailure,
  operator: ComponentChild,
  words: Words,
): ComponentChildren {
  return words.signIn.failures[known(code)]({ provider, operator });
}

function known(code: string): UpstreamErrorCode {
  return Object.hasOwn(STATUSES, code) ? (code as UpstreamErrorCode) : 'invalid_response';
}
