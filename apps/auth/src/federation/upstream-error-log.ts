import type { UpstreamError } from '../upstream/upstream-error.ts';

interface Log {
  info(figures: object, sentence: string): void;
  warn(figures: object, sentence: string): void;
}

/** What a person did, or did not do, and can set right alone. */
const OF_PERSONS: readonly string[] = ['denied', 'expired', 'browser', 'no_verified_email'];

/**
 * One line for each sign-in that came to nothing upstream, with what the operator has to change.
 *
 * @param requestId the id of the request that is being served
 * @returns writes the line, and gives its id
 */
export function upstreamErrorLog(
  log: Log,
  requestId: () => string | undefined,
): (error: UpstreamError) => string | undefined {
  return ({ code, provider, reason, upstreamError, remedy, message }) => {
    const id = requestId();
    const level = OF_PERSONS.includes(code) ? 'info' : 'warn';
    log[level](
      {
        id,
        provider,
        kind: code,
        reason,
        ...(upstreamError !== undefined && { upstream_error: upstreamError }),
        ...(remedy !== undefined && { remedy }),
      },
      `a sign-in failed upstream: ${message}`,
    );
    return id;
  };
}
