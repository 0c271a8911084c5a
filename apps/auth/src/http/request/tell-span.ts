import type { ServerResponse } from 'node:http';
import { currentSpan } from '@gatehouse/telemetry';
import { currentRequest } from '../../provider/request.ts';

/** Tells the span of a request what its lines in the log are called, and in the end which client it was. */
export function tellSpan(res: ServerResponse): void {
  const span = currentSpan();
  const request = span && currentRequest();
  if (span === undefined || request === undefined) return;
  if (request.id !== undefined) span.set({ 'gatehouse.request_id': request.id });
  // Before whoever ends the span.
  res.prependOnceListener('close', () => {
    // What the request says of itself may be anything: only a client that was found has an id here.
    const clientId = request.ctx?.oidc?.client?.clientId ?? request.about?.clientId;
    if (clientId !== undefined) span.set({ 'gatehouse.client_id': clientId });
  });
}
