import type { StepFacts } from './words/errors.ts';
import type { Words } from './words/words.ts';

const STATUSES = {
  /** the authorization request names a client that is unknown, expired or deleted */
  invalid_client: 400,
  /** the client is known by a document, which could not be read or used: one word for all that may be the reason */
  client_document: 400,
  /** the operator has disabled the client */
  client_disabled: 400,
  invalid_redirect_uri: 400,
  invalid_request: 400,
  /** this browser does not know the interaction: an old tab, or one of somebody else */
  stale_interaction: 400,
  /** the upstream callback was opened in a browser that did not begin the sign-in, or twice */
  browser_mismatch: 403,
  cross_site_form: 403,
  /** a form of a page of ours, which was shown before somebody signed in or out, or to another browser */
  stale_page: 403,
  too_many_requests: 429,
  not_found: 404,
  unavailable: 503,
  server_error: 500,
} as const;

/** The situations that have a page, by stable code. */
export type ProblemCode = keyof typeof STATUSES;

/** All of them. */
export const PROBLEM_CODES = Object.keys(STATUSES) as readonly ProblemCode[];

/** HTTP status of the response that says it. */
export function statusOf(problem: ProblemCode): number {
  return STATUSES[problem];
}

/** A situation as a person is told it, so that they know how to go on. */
export interface ProblemInWords {
  readonly title: string;
  readonly message: string;
  /** one step for each line; may be empty */
  readonly whatToDo: readonly string[];
}

export function problemInWords(
  words: Words,
  problem: ProblemCode,
  facts: StepFacts,
): ProblemInWords {
  const { title, message, whatToDo } = words.errors.problems[problem];
  const steps = whatToDo.map((step) => (typeof step === 'string' ? step : step(facts)));
  return { title, message, whatToDo: steps };
}

/**
 * The situation for an OAuth error that could not be sent to a client (RFC 6749 §4.1.2.1). Known codes
 * have their own words; of the others a 4xx counts as `invalid_request`, and the rest as our own fault.
 */
export function problemOfOAuthError(error: string, status: number): ProblemCode {
  if (Object.hasOwn(STATUSES, error)) return error as ProblemCode;
  return status < 500 ? 'invalid_request' : 'server_error';
}
