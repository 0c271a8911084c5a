/**
 * Whose turn it is: what a page about an error comes down to, and what its mark shows.
 *
 * - `yours`: what the browser brought is out of date
 * - `browser`: it is of another browser, or of another site
 * - `app`: whoever makes the app
 * - `switched-off`: the operator has said no to the app
 * - `ours`: this server
 * - `wait`: nobody; it takes time
 * - `nobody`: there is nothing
 */
export type Turn = 'yours' | 'browser' | 'app' | 'switched-off' | 'ours' | 'wait' | 'nobody';

interface Problem {
  /** HTTP status of the response that says it */
  readonly status: number;
  readonly turn: Turn;
}

const PROBLEMS = {
  /** the authorization request names a client that is unknown, expired or deleted */
  invalid_client: { status: 400, turn: 'app' },
  /** the client is known by a document, which could not be read or used: one word for all that may be the reason */
  client_document: { status: 400, turn: 'app' },
  /** the operator has disabled the client */
  client_disabled: { status: 400, turn: 'switched-off' },
  invalid_redirect_uri: { status: 400, turn: 'app' },
  invalid_request: { status: 400, turn: 'app' },
  /** this browser does not know the interaction: an old tab, or one of somebody else */
  stale_interaction: { status: 400, turn: 'yours' },
  /** the upstream callback was opened in a browser that did not begin the sign-in, or twice */
  browser_mismatch: { status: 403, turn: 'browser' },
  cross_site_form: { status: 403, turn: 'browser' },
  /** a form of a page of ours, which was shown before somebody signed in or out, or to another browser */
  stale_page: { status: 403, turn: 'yours' },
  too_many_requests: { status: 429, turn: 'wait' },
  not_found: { status: 404, turn: 'nobody' },
  unavailable: { status: 503, turn: 'ours' },
  server_error: { status: 500, turn: 'ours' },
} as const satisfies Readonly<Record<string, Problem>>;

/** The situations that have a page, by stable code. */
export type ProblemCode = keyof typeof PROBLEMS;

/** All of them. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** HTTP status of the response that says it. */
export function statusOf(problem: ProblemCode): number {
  return PROBLEMS[problem].status;
}

/** Whose turn it is then. */
export function turnOf(problem: ProblemCode): Turn {
  return PROBLEMS[problem].turn;
}

/** Whether trying the same again may help. */
export function isWorthTryingAgain(problem: ProblemCode): boolean {
  const turn = turnOf(problem);
  return turn === 'ours' || turn === 'wait';
}

/**
 * The situation for an OAuth error that could not be sent to a client (RFC 6749 §4.1.2.1). Known codes
 * have their own words; of the others a 4xx counts as `invalid_request`, and the rest as our own fault.
 */
export function problemOfOAuthError(error: string, status: number): ProblemCode {
  if (Object.hasOwn(PROBLEMS, error)) return error as ProblemCode;
  return status < 500 ? 'invalid_request' : 'server_error';
}
