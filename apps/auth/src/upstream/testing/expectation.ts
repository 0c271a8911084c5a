import type { UpstreamExpectation } from '../connector.ts';
import { UpstreamError } from '../upstream-error.ts';

/** What the caller of a connector keeps for one sign-in. */
export function expectation(provider: string): UpstreamExpectation {
  return {
    redirectUri: `https://auth.example.com/callback/${provider}`,
    state: 'state-of-this-attempt',
    nonce: 'nonce-of-this-attempt',
    codeVerifier: 'verifier-of-this-attempt-at-least-43-characters-long',
  };
}

/** The URL that a browser comes back with, as a server behind a proxy sees it. */
export function callback(parameters: Record<string, string> | string): URL {
  const url = new URL('http://10.0.0.7:3000/callback/anything');
  url.search = new URLSearchParams(parameters).toString();
  return url;
}

/** The `UpstreamError` that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<UpstreamError> {
  const outcome = await promise.then(
    (value) => new Error(`did not fail, but gave ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof UpstreamError) return outcome;
  throw outcome;
}

/** Everything that a logger could print of an error. */
export function printed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.fromEntries(Object.entries(error));
  return `${error.stack} ${JSON.stringify(own)} ${printed(error.cause)}`;
}
