import { errorCodes } from '@gatehouse/auth-core';
import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';

import type { RefusalReason, Route } from '../request/request.ts';

/** Every other method is `other`: anybody can send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

/** Refusals by rules of this server, beside the codes of the library. */
const OWN_REASONS = ['host', 'origin', 'content_type', 'rate_limit'] as const;

/** What is asked and answered every day, shown as 0 until then. The rest shows once it happens. */
const USUAL: readonly (readonly [Route, string, string])[] = [
  ['mcp', 'POST', '200'],
  ['mcp', 'POST', '202'],
  ['mcp', 'POST', '401'],
  ['mcp', 'POST', '403'],
  ['mcp', 'POST', '503'],
  ['metadata', 'GET', '200'],
  ['health', 'GET', '200'],
  ['none', 'GET', '404'],
];

export interface AnsweredRequest {
  readonly route: Route;
  readonly method: string;
  /** Undefined: the client was gone before there was an answer. */
  readonly status: number | undefined;
  readonly refused: RefusalReason | undefined;
  readonly ms: number;
}

export interface HttpFigures {
  answered(request: AnsweredRequest): void;
  streamOpened(): void;
  streamClosed(): void;
}

/** Figures about requests and their answers. Every label is from a closed list. */
export function httpFigures(registry: Registry): HttpFigures {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'gatehouse_mcp_http_request_duration_seconds',
    help: 'Requests, by how long their answers took; those of subscriptions until they began.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const refusals = new Counter({
    name: 'gatehouse_mcp_refused_requests_total',
    help: 'Requests that were refused, by reason: a code of auth-core, or a rule of this server.',
    labelNames: ['reason'],
    registers,
  });
  const streams = new Gauge({
    name: 'gatehouse_mcp_open_streams',
    help: 'Answers that are event streams and have not ended.',
    registers,
  });
  for (const [route, method, status] of USUAL) seconds.zero({ route, method, status });
  // A function of the operator's own may throw what has no code of the library.
  const reasons = new Set<string>([...Object.keys(errorCodes), ...OWN_REASONS, 'other']);
  for (const reason of reasons) refusals.inc({ reason }, 0);
  return {
    answered({ route, method, status, refused, ms }) {
      const labels = {
        route,
        method: METHODS.has(method) ? method : 'other',
        status: status === undefined ? 'aborted' : String(status),
      };
      seconds.observe(labels, ms / 1000);
      if (refused) refusals.inc({ reason: reasons.has(refused) ? refused : 'other' });
    },
    streamOpened: () => streams.inc(),
    streamClosed: () => streams.dec(),
  };
}
