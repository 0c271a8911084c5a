import { type AuthError, InsufficientScopeError, TemporarilyUnavailableError } from './errors.ts';

/** What the challenge tells a client about getting a token. */
export interface ChallengeHints {
  /** Where the protected-resource metadata is (RFC 9728 §5.1). */
  readonly metadataUrl: string;
  /** Scopes worth asking for at the start (MCP authorization, scope selection). */
  readonly scopes: readonly string[];
}

/** An HTTP answer to a refused request, for any framework to send. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** The answer to a request refused with `error`. */
export function refusal(error: AuthError, hints: ChallengeHints): Refusal {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  if (error.status < 500) headers['WWW-Authenticate'] = challenge(error, hints);
  if (error instanceof TemporarilyUnavailableError) headers['Retry-After'] = `${error.retryAfter}`;
  return {
    status: error.status,
    headers,
    body: {
      ...(error.error !== undefined && { error: error.error }),
      error_description: error.description,
    },
  };
}

/**
 * The `WWW-Authenticate` value (RFC 6750 §3, RFC 9728 §5.1): no `error` when no token was sent,
 * and with `insufficient_scope` every scope the operation needs.
 */
export function challenge(error: AuthError, hints: ChallengeHints): string {
  const scopes = error instanceof InsufficientScopeError ? error.scopes : hints.scopes;
  const parameters: [string, string][] = [];
  if (error.error !== undefined) {
    parameters.push(['error', error.error], ['error_description', error.description]);
  }
  parameters.push(['resource_metadata', hints.metadataUrl]);
  if (scopes.length > 0) parameters.push(['scope', scopes.join(' ')]);
  return `Bearer ${parameters.map(([name, value]) => `${name}="${quoted(value)}"`).join(', ')}`;
}

/** RFC 9110 §5.6.4, and nothing outside printable ASCII. */
function quoted(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\]/g, '\\$&');
}
