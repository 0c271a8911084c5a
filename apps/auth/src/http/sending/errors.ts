import type { Detail } from '../references/incident.ts';
import { type ProblemCode, statusOf } from '../../pages/pages.ts';

/** A request of a user's browser that gets a page with a reason instead of what it asked for. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  /** which of the ways to it, for the log */
  readonly detail: Detail | undefined;
  /** seconds until the same request may be served, where that is known */
  readonly wait: number | undefined;

  constructor(
    code: ProblemCode,
    detail?: Detail,
    options?: ErrorOptions & { readonly wait?: number },
  ) {
    super(code, options);
    this.detail = detail;
    this.name = 'HttpError';
    this.status = statusOf(code);
    this.code = code;
    this.wait = options?.wait;
  }
}

/** The request was answered before: Back, Reload or a second click. */
export class AlreadyDone extends Error {
  /** uid of the interaction that this one led to, where that is still pending in this browser */
  readonly next: string | undefined;

  constructor(next?: string) {
    super('the interaction was answered before');
    this.next = next;
  }
}
