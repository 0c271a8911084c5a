import { errorCodes } from '@gatehouse/auth-core';
import { Counter, Histogram, type Registry } from '@prometheus-io/client';

/**
 * What this server asks others for:
 *
 * - `metadata`, `keys`, `status_list`: documents of the issuer
 * - `introspection`: the authorization server about a token (RFC 7662)
 * - `token_check`: GitHub or Google about a token
 * - `sign_in`: the provider behind a proxy for tokens, or to revoke them
 */
export const ASKED = [
  'metadata',
  'keys',
  'status_list',
  'introspection',
  'token_check',
  'sign_in',
] as const;
export type Asked = (typeof ASKED)[number];

/** What a problem may be with: any of these, or the operator's own function. */
export type Troubled = Asked | 'custom';

/** `refused`: another status below 500. `unreachable`: there was no answer, or none in time. */
const OUTCOMES = ['ok', 'refused', 'error', 'unreachable'] as const;
type Outcome = (typeof OUTCOMES)[number];

export interface UpstreamFigures {
  /** @param status undefined where there was no answer */
  asked(what: Asked, status: number | undefined, ms: number): void;
  /** An answer could not be used, or there was none. */
  problem(code: unknown): void;
}

/** Figures about requests of this server to others. */
export function upstreamFigures(registry: Registry): UpstreamFigures {
  const registers = [registry];
  const requests = new Counter({
    name: 'gatehouse_mcp_upstream_requests_total',
    help: 'Requests of this server to the authorization server or provider, by what was asked for.',
    labelNames: ['what', 'outcome'],
    registers,
  });
  const keys = new Counter({
    name: 'gatehouse_mcp_key_fetches_total',
    help: 'Requests of this server for the keys of the issuer.',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'gatehouse_mcp_upstream_request_duration_seconds',
    help: 'How long others took until their answers began.',
    labelNames: ['what'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const problems = new Counter({
    name: 'gatehouse_mcp_upstream_problems_total',
    help: 'Answers that could not be used, and missing ones, by code of auth-core.',
    labelNames: ['code'],
    registers,
  });
  for (const what of ASKED) {
    seconds.zero({ what });
    for (const outcome of OUTCOMES) requests.inc({ what, outcome }, 0);
  }
  for (const outcome of OUTCOMES) keys.inc({ outcome }, 0);
  const codes = new Set([
    ...Object.keys(errorCodes).filter((code) => code.startsWith('issuer_')),
    'other',
  ]);
  for (const code of codes) problems.inc({ code }, 0);
  return {
    asked(what, status, ms) {
      const outcome = outcomeOf(status);
      requests.inc({ what, outcome });
      if (what === 'keys') keys.inc({ outcome });
      seconds.observe({ what }, ms / 1000);
    },
    problem(code) {
      problems.inc({ code: typeof code === 'string' && codes.has(code) ? code : 'other' });
    },
  };
}

function outcomeOf(status: number | undefined): Outcome {
  if (status === undefined) return 'unreachable';
  // 304: the list that is here is still the latest.
  if (status < 300 || status === 304) return 'ok';
  return status < 500 ? 'refused' : 'error';
}
