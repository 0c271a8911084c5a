/**
 * Why a sign-in upstream came to nothing.
 *
 * - `denied`: the user said no, or the provider did
 * - `unavailable`: not reachable, too slow, limiting or failing; trying again may help
 * - `invalid_response`: an answer that does not hold, such as a wrong state or signature
 * - `no_verified_email`: the account has no verified e-mail address
 */
export type UpstreamErrorCode = 'denied' | 'unavailable' | 'invalid_response' | 'no_verified_email';

/**
 * A sign-in at an upstream provider failed. The message is for the log and says what happened in
 * words of our own, so it holds no code, token or secret and nothing that a stranger wrote.
 */
export class UpstreamError extends Error {
  readonly code: UpstreamErrorCode;
  readonly provider: string;
  /** the OAuth error code that the provider sent (RFC 6749 §4.1.2.1), if it is one */
  readonly upstreamError?: string;

  constructor(
    code: UpstreamErrorCode,
    provider: string,
    message: string,
    options: { cause?: unknown; upstreamError?: string } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'UpstreamError';
    this.code = code;
    this.provider = provider;
    if (options.upstreamError !== undefined) this.upstreamError = options.upstreamError;
  }
}
