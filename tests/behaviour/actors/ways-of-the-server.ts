import { expect } from 'vitest';
import { from } from './addresses.ts';
import type { ErrorPages } from './error-pages.ts';
import type { Page } from './page.ts';

/** A way to a page that says what went wrong. */
export interface Way {
  readonly drive: (on: ErrorPages) => Promise<Page>;
  readonly status: number;
  /** what its line says beside reference, id and status */
  readonly line: (on: ErrorPages) => Record<string, unknown>;
}

/** Those on which nobody did anything wrong: a limit, or a fault of ours. */
export const WAYS_OF_THE_SERVER: Readonly<Record<string, Way>> = {
  'too many requests of an address': {
    drive: (on) => on.tooMany('/auth', (path) => on.open(path, from('203.0.113.200'))),
    status: 429,
    line: () => ({ reason: 'too_many_requests', endpoint: 'authorization' }),
  },
  'too many sign-ins of an address': {
    drive: (on) =>
      on.tooMany('/interaction/x/login', (path) => on.post(path, '', from('203.0.113.201'))),
    status: 429,
    line: () => ({ reason: 'too_many_requests', endpoint: 'login' }),
  },
  'a fault of ours, on a page of ours': {
    drive: (on) => on.without('artifacts', 'gone', () => on.open('/interaction/x')),
    status: 500,
    line: () => ({ reason: 'server_error', error: 'server_error', endpoint: 'interaction' }),
  },
  'a fault of ours, on a page of the library': {
    drive: (on) => on.without('clients', 'gone', () => on.open(on.request())),
    status: 500,
    line: () => ({ reason: 'server_error', error: 'server_error', endpoint: 'authorization' }),
  },
  'a database that does not answer, on a page of ours': {
    drive: (on) => on.without('artifacts', 'locked', () => on.open('/interaction/x')),
    status: 503,
    line: () => ({
      reason: 'unavailable',
      error: 'temporarily_unavailable',
      fault: expect.any(String) as string,
    }),
  },
  'a database that does not answer, on a page of the library': {
    drive: (on) => on.without('clients', 'locked', () => on.open(on.request())),
    status: 503,
    line: () => ({ reason: 'unavailable', endpoint: 'authorization' }),
  },
};
