import { authOf } from '@gatehouse/auth-core/express';
import type { Span, TraceContext, Tracing } from '@gatehouse/telemetry';
import type { Request, Response } from 'express';

import type { CurrentRequest } from '../request/request.ts';

/** Begins the span of a request. Undefined for probes of an orchestrator, which nobody looks for. */
export function requestSpan(
  tracing: Tracing,
  { method, path }: Request,
  parent: TraceContext | undefined,
): Span | undefined {
  if (path === '/healthz') return undefined;
  return tracing.begin(method, { 'http.request.method': method }, parent);
}

/** Names it for the route, which is known in the end, and ends it. */
export function endRequestSpan(
  span: Span,
  req: Request,
  { headersSent, statusCode }: Response,
  { id, route }: CurrentRequest,
): void {
  span.rename(`${req.method} ${route}`);
  span.set({ 'gatehouse.endpoint': route, 'gatehouse.request_id': id });
  if (headersSent) span.set({ 'http.response.status_code': statusCode });
  if (req.auth) span.set({ 'gatehouse.client_id': authOf(req).clientId });
  span.end(headersSent && statusCode >= 500 ? statusCode : undefined);
}
