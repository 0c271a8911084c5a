/**
 * Why a sign-in upstream came to nothing, by what there is to be done about it.
 *
 * - `denied`: the user said no
 * - `expired`: the code was too old, or used already; beginning again helps
 * - `unavailable`: not reachable, too slow, limiting or failing; trying again later may help
 * - `misconfigured`: something that the operator set up, here or there, is not right
 * - `policy`: whoever runs the account there does not let it be used here
 * - `sso_required`: an organisation wants its own single sign-on first
 * - `suspended`: the account is
 * - `browser`: the provider does not show its login page inside of an app
 * - `no_verified_email`: a rule asks for a verified e-mail address, and the account has none
 * - `invalid_response`: an answer that does not hold, such as a wrong state or signature, or an error
 *   that nobody has described
 */
export const UPSTREAM_ERROR_CODES = [
  'denied',
  'expired',
  'unavailable',
  'misconfigured',
  'policy',
  'sso_required',
  'suspended',
  'browser',
  'no_verified_email',
  'invalid_response',
] as const;

/** One of {@link UPSTREAM_ERROR_CODES}. */
export type UpstreamErrorCode = (typeof UPSTREAM_ERROR_CODES)[number];

/** What is known beyond the kind. */
export interface UpstreamErrorDetails {
  /** the OAuth error code that the provider sent (RFC 6749 §4.1.2.1), if it is one */
  readonly upstreamError?: string;
  /** one word for the log where the kind says too little: `rate_limited`; from a closed set */
  readonly reason?: string;
  /** what the operator has to change, with the values that it takes */
  readonly remedy?: string;
  /** whose word it is; absent: the provider's */
  readonly toldBy?: ToldBy;
}

/**
 * Whose word a failure is: what the provider answered us, or could not; or what a browser brought to the
 * callback, which is the provider's word as a rule, and may be anybody's.
 */
export const TOLD_BY = ['provider', 'browser'] as const;

/** One of {@link TOLD_BY}. */
export type ToldBy = (typeof TOLD_BY)[number];

/**
 * A sign-in at an upstream provider failed. The message is for the log and says what happened in
 * words of our own, so it holds no code, token or secret and nothing that a stranger wrote.
 */
export class UpstreamError extends Error {
  readonly code: UpstreamErrorCode;
  readonly provider: string;
  readonly upstreamError?: string;
  readonly reason: string;
  readonly remedy?: string;
  readonly toldBy: ToldBy;

  constructor(
    code: UpstreamErrorCode,
    provider: string,
    message: string,
    { upstreamError, reason, remedy, toldBy = 'provider' }: UpstreamErrorDetails = {},
  ) {
    super(message);
    this.name = 'UpstreamError';
    this.code = code;
    this.provider = provider;
    this.reason = reason ?? code;
    this.toldBy = toldBy;
    if (upstreamError !== undefined) this.upstreamError = upstreamError;
    if (remedy !== undefined) this.remedy = remedy;
  }
}
