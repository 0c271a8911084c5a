import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { AuthErrorCode } from '@gatehouse/auth-core';
import {
  currentSpan,
  formatTraceparent,
  newTraceContext,
  nextTraceContext,
  type Span,
  type TraceContext,
} from '@gatehouse/telemetry';

/** What a request may be counted as: by what it asked for, whatever its path was. */
export const ROUTES = [
  'mcp',
  'metadata',
  'health',
  'authorize',
  'token',
  'register',
  'revoke',
  'consent',
  'callback',
  'language',
  'asset',
  'none',
] as const;
export type Route = (typeof ROUTES)[number];

/** Why a request was refused: a code of the library, or a rule of this server. */
export type RefusalReason = AuthErrorCode | 'host' | 'origin' | 'content_type' | 'rate_limit';

/** What a page tells the user about a failed request, and the log tells the operator. */
export interface Failure {
  /** Why, as one word of this server. */
  readonly reason: string;
  /** The code of RFC 6749 §4.1.2.1, if the page shows one. */
  readonly error?: string;
  readonly client_id?: string;
}

/** What belongs to one request, from its first line of code until it is answered. */
export interface CurrentRequest {
  /** In the header `X-Request-Id` of the answer, and in the line of the log. */
  readonly id: string;
  /** As it came in, or as it was made for the first request that this one caused. */
  trace: TraceContext | undefined;
  route: Route;
  refused: RefusalReason | undefined;
  failure: (Failure & { readonly reference: string }) | undefined;
  /** Where the answer is an event stream: when it began, by a monotonic clock (milliseconds). */
  stream: { readonly isSubscription: boolean; readonly began: number } | undefined;
  /** Whether there will be a line in the log. */
  readonly hasLine: boolean;
  isAnswered: boolean;
}

const requests = new AsyncLocalStorage<CurrentRequest>();

/** Runs `serve` with an object of its own for the request. */
export function withRequest(
  { trace, hasLine }: Pick<CurrentRequest, 'trace' | 'hasLine'>,
  serve: (request: CurrentRequest) => void,
): void {
  const request: CurrentRequest = {
    id: randomUUID(),
    trace,
    route: 'none',
    refused: undefined,
    failure: undefined,
    stream: undefined,
    hasLine,
    isAnswered: false,
  };
  requests.run(request, () => serve(request));
}

/**
 * The request that is being answered. Undefined in what goes on after its answer: a timer or a fetch for
 * many, such as the polling of a status list, belongs to no request, whichever began it.
 */
export function currentRequest(): CurrentRequest | undefined {
  const request = requests.getStore();
  return request?.isAnswered === true ? undefined : request;
}

/** Remembers why the present request is refused, for its line in the log and the figures. */
export function noteRefusal(reason: RefusalReason): void {
  const request = currentRequest();
  if (request) request.refused = reason;
}

/** The span of what is going on for the present request; undefined where nothing is traced. */
export function spanOfRequest(): Span | undefined {
  return currentRequest() && currentSpan();
}

/**
 * The headers by which the authorization server's log can be searched for what it was asked on behalf of
 * the present request. None where there is no request.
 *
 * @param span of the request that goes out. Undefined where nothing is traced
 */
export function correlation(span?: Span): Readonly<Record<string, string>> {
  const request = currentRequest();
  if (request === undefined) return {};
  request.trace ??= newTraceContext();
  const traceparent = formatTraceparent(span ?? nextTraceContext(request.trace));
  return { traceparent, 'x-request-id': request.id };
}
