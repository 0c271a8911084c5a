import { type ProblemCode, problem } from '../../pages/pages.ts';

/** A request of a person's browser that gets a page with a reason instead of what it asked for. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: ProblemCode;

  constructor(code: ProblemCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'HttpError';
    this.status = problem(code).status;
    this.code = code;
  }
}
