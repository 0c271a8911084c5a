import type { IncomingMessage } from 'node:http';
import { currentSpan, parseTraceparent } from '@gatehouse/telemetry';

/**
 * The trace that a request belongs to, by which its lines in the log and in that of whoever sent it are
 * found together: where requests are traced the one of its span, elsewhere what `traceparent` says.
 */
export function traceIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return currentSpan()?.traceId ?? parseTraceparent(headers['traceparent'])?.traceId;
}
