import type { UpstreamFailed } from '../events/event.ts';
import type { UpstreamError, UpstreamErrorCode } from '../upstream/upstream-error.ts';

/** What a person did, or did not do, and can set right alone. */
const OF_PERSONS: readonly UpstreamErrorCode[] = [
  'denied',
  'expired',
  'browser',
  'no_verified_email',
];

/** That a sign-in came to nothing upstream, with what the operator has to change. */
export function upstreamFailed(error: UpstreamError): UpstreamFailed {
  const { code, provider, reason, upstreamError, remedy, toldBy, message } = error;
  const concerns = OF_PERSONS.includes(code) ? 'person' : 'operator';
  return {
    type: 'upstream_failed',
    provider,
    code,
    concerns,
    reason,
    upstreamError,
    remedy,
    toldBy,
    message,
  };
}
