import type { UpstreamErrorCode } from '../upstream/upstream-error.ts';

/** Why somebody sees the login page again. */
export interface SignInNotice {
  /**
   * HTTP status of the page: 503 where the user can do nothing. Never 502 or 504, in the place of which
   * proxies such as Cloudflare put a page of their own.
   */
  readonly status: number;
  /** what happened, and what to do */
  readonly text: string;
}

type Words = { readonly status: number; readonly text: (label: string) => string };

const UNKNOWN: Words = {
  status: 400,
  text: (label) => `${label} gave an answer we cannot accept. Please try again.`,
};

const NOTICES: Readonly<Record<UpstreamErrorCode, Words>> = {
  denied: {
    status: 403,
    text: (label) =>
      `The sign-in at ${label} was cancelled. Choose how to sign in, or close this window.`,
  },
  expired: {
    status: 400,
    text: (label) =>
      `The sign-in at ${label} took too long, or was used already. Please try again.`,
  },
  unavailable: {
    status: 503,
    text: (label) => `${label} does not answer just now. Try again in a minute.`,
  },
  misconfigured: {
    status: 503,
    text: (label) =>
      `Signing in with ${label} is not set up right on this server, and trying again does not help. Tell the operator of this server: its log says what to change.`,
  },
  policy: {
    status: 403,
    text: (label) =>
      `Whoever manages your ${label} account does not let it be used here. Ask your administrators, or tell the operator of this server.`,
  },
  sso_required: {
    status: 403,
    text: (label) =>
      `An organisation of yours at ${label} asks for its single sign-on first. Open the organisation there and sign in, then try again.`,
  },
  suspended: {
    status: 403,
    text: (label) => `${label} has suspended this account. Use another one, or ask ${label}.`,
  },
  browser: {
    status: 403,
    text: (label) =>
      `${label} does not let people sign in inside of another app. Open this sign-in in your browser and try again.`,
  },
  no_verified_email: {
    status: 403,
    text: (label) =>
      `Your ${label} account has no verified email address. Verify one there, then try again.`,
  },
  invalid_response: UNKNOWN,
};

/** Every kind of failure that has words of its own. */
export const SIGN_IN_FAILURES = Object.keys(NOTICES) as readonly UpstreamErrorCode[];

/**
 * The words for a sign-in that failed.
 *
 * @param code an `UpstreamErrorCode`, or one of another version that has been stored
 * @param label what the provider is called
 */
export function signInNotice(code: string, label: string): SignInNotice {
  const words = Object.hasOwn(NOTICES, code) ? NOTICES[code as UpstreamErrorCode] : UNKNOWN;
  return { status: words.status, text: words.text(label) };
}
