import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';
import { UpstreamUnreachable } from './upstream-fetch.ts';

/** Who the error is about: the provider's id, and its name in sentences. */
export interface Upstream {
  readonly provider: string;
  readonly label: string;
}

/**
 * What `openid-client` threw, as an {@link UpstreamError}. The original is left behind: its causes
 * hold the callback's parameters, response bodies and tokens, and a logger would print them.
 */
export function upstreamFailure({ provider, label }: Upstream, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const unreachable = find(error, UpstreamUnreachable);
  if (unreachable !== undefined) {
    return new UpstreamError('unavailable', provider, `${label} ${unreachable.message}.`);
  }
  if (error instanceof AuthorizationResponseError) {
    const message = `${label} sent the browser back with an error.`;
    return withUpstreamError(authorizationErrorCode(error.error), provider, message, error.error);
  }
  if (error instanceof ResponseBodyError) {
    const message = `${label} refused the code with status ${error.status}.`;
    return withUpstreamError(statusCode(error.status), provider, message, error.error);
  }
  const response = find(error, Response);
  if (response !== undefined) return unexpectedStatus({ provider, label }, response.status);
  return new UpstreamError(
    'invalid_response',
    provider,
    `${label} sent something that does not hold: ${libraryMessage(error)}.`,
  );
}

/** An answer whose status alone says that it is of no use. */
export function unexpectedStatus(
  { provider, label }: Upstream,
  status: number,
  what = 'a request',
): UpstreamError {
  return new UpstreamError(
    statusCode(status),
    provider,
    `${label} answered ${what} with status ${status}.`,
  );
}

/** 403 is how GitHub says that a limit is reached (its REST API, “rate limits”). */
function statusCode(status: number): UpstreamErrorCode {
  return status >= 500 || status === 403 || status === 429 ? 'unavailable' : 'invalid_response';
}

/** RFC 6749 §4.1.2.1: whatever is not the provider's own trouble is a no. */
function authorizationErrorCode(error: string): UpstreamErrorCode {
  return ['server_error', 'temporarily_unavailable'].includes(error) ? 'unavailable' : 'denied';
}

/** Keeps an OAuth error code only where it looks like one: anybody can write into a callback URL. */
function withUpstreamError(
  code: UpstreamErrorCode,
  provider: string,
  message: string,
  error: string,
): UpstreamError {
  const options = /^[a-z][a-z_]{0,63}$/.test(error) ? { upstreamError: error } : {};
  return new UpstreamError(code, provider, message, options);
}

/** The library's fixed sentence, which names the claim or parameter, and its code. */
function libraryMessage(error: unknown): string {
  if (!(error instanceof ClientError)) return error instanceof Error ? error.name : 'unknown';
  const { cause, code = 'no code' } = error;
  // Without a code of the library's own it may be a parser's message, which quotes the body.
  const told = cause instanceof Error && 'code' in cause && cause.code === code ? cause : error;
  return `${told.message} (${code})`;
}

function find<Kind>(
  error: unknown,
  kind: abstract new (...args: never[]) => Kind,
  depth = 0,
): Kind | undefined {
  if (error instanceof kind) return error;
  if (!(error instanceof Error) || depth > 4) return undefined;
  return find(error.cause, kind, depth + 1);
}
