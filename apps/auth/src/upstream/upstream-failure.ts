import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { meaningOf, remedyOf, WRONG_CLIENT } from './oauth-errors.ts';
import type { Upstream } from './upstream.ts';
import { type ToldBy, UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';
import { UpstreamUnreachable } from './upstream-fetch.ts';

/**
 * What `openid-client` threw, as an {@link UpstreamError}. The original is left behind: its causes
 * hold the callback's parameters, response bodies and tokens, and a logger would print them.
 *
 * @param redirectUri the one that is sent in this sign-in
 * @param toldBy whose word it is
 */
export function upstreamFailure(
  upstream: Upstream,
  error: unknown,
  redirectUri: string,
  toldBy: ToldBy,
): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const { provider, label } = upstream;
  const unreachable = find(error, UpstreamUnreachable);
  if (unreachable !== undefined) return unreachableError(upstream, unreachable);
  if (error instanceof AuthorizationResponseError) {
    const message = `the browser came back from ${label} with an error.`;
    return oauthError(upstream, { error: error.error, message, redirectUri, toldBy });
  }
  if (error instanceof ResponseBodyError) {
    const { status, error: code } = error;
    // A limit, or a server in trouble, may come with an error that tells of something else.
    if (isTryAgain(status)) return unexpectedStatus(upstream, status, 'the code');
    const message = `${label} refused the code with status ${status}.`;
    return oauthError(upstream, { error: code, message, redirectUri, toldBy, status });
  }
  const response = find(error, Response);
  if (response !== undefined) return unexpectedStatus(upstream, response.status);
  return new UpstreamError(
    'invalid_response',
    provider,
    `${label} sent something that does not hold: ${libraryMessage(error)}.`,
    { toldBy },
  );
}

/** An answer whose status alone says that it is of no use. */
export function unexpectedStatus(
  { provider, label, registration }: Upstream,
  status: number,
  what = 'a request',
): UpstreamError {
  const code = statusCode(status);
  return new UpstreamError(code, provider, `${label} answered ${what} with status ${status}.`, {
    reason: status === 429 ? 'rate_limited' : `status_${status}`,
    ...(code === 'misconfigured' && remedyOf(WRONG_CLIENT, registration, '')),
  });
}

interface OAuthError {
  readonly error: string;
  readonly message: string;
  readonly redirectUri: string;
  readonly toldBy: ToldBy;
  /** of the token endpoint's answer */
  readonly status?: number;
}

/** Keeps an OAuth error code only where it looks like one: anybody can write into a callback URL. */
function oauthError(
  upstream: Upstream,
  { error, message, redirectUri, toldBy, status }: OAuthError,
) {
  const known = meaningOf(upstream, error);
  const meaning = known ?? (status === undefined ? undefined : byStatus(status));
  const unknown = meaning === undefined ? 'unknown_error' : `status_${status}`;
  const isCode = /^[a-z][a-z_]{0,63}$/.test(error);
  return new UpstreamError(meaning?.code ?? 'invalid_response', upstream.provider, message, {
    toldBy,
    ...(isCode && { upstreamError: error }),
    reason: known === undefined ? unknown : error,
    ...remedyOf(meaning, upstream.registration, redirectUri),
  });
}

/** What a refusal is that says nothing known: RFC 6749 §5.2 has 401 for the client alone. */
function byStatus(status: number) {
  return statusCode(status) === 'misconfigured' ? WRONG_CLIENT : undefined;
}

function statusCode(status: number): UpstreamErrorCode {
  if (isTryAgain(status)) return 'unavailable';
  return [401, 403, 404].includes(status) ? 'misconfigured' : 'invalid_response';
}

function isTryAgain(status: number): boolean {
  return status >= 500 || status === 429;
}

function unreachableError(
  { provider, label }: Upstream,
  { message, isUntrusted }: UpstreamUnreachable,
): UpstreamError {
  if (!isUntrusted) {
    return new UpstreamError('unavailable', provider, `${label} ${message}.`, {
      reason: 'unreachable',
    });
  }
  return new UpstreamError('misconfigured', provider, `${label} ${message}.`, {
    reason: 'certificate',
    remedy:
      'Its certificate is of an authority that this machine does not know: name a file with that authority in NODE_EXTRA_CA_CERTS.',
  });
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
