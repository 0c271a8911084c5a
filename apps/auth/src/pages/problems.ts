import { waitInWords } from '@gatehouse/display';

/** The words of an error page, so that the user knows how to go on. */
export interface Problem {
  /** HTTP status of the response */
  readonly status: number;
  readonly title: string;
  readonly message: string;
  /** one step for each line; may be empty */
  readonly whatToDo: readonly string[];
}

const FROM_YOUR_APP = 'Go back to your app and start connecting again.';
const TELL_THE_MAKERS =
  'If it happens again, tell the people who make the app; the code below helps them.';
/** Where the page has a reference it says so, and else not (error-page.tsx). */
export const TELL_THE_OPERATOR = 'If it keeps happening, tell the operator of this server.';

const PROBLEMS = {
  /** the authorization request names a client that is unknown, expired or deleted */
  invalid_client: {
    status: 400,
    title: 'This app is not registered here',
    message:
      'The app that sent you here uses a registration that this server does not know. It may have expired or been removed.',
    whatToDo: [
      'In your app, remove this connection and add it again: most apps then register anew.',
      'If you entered a client ID yourself, check it with the operator of this server.',
    ],
  },
  /** the operator has disabled the client */
  client_disabled: {
    status: 400,
    title: 'This app was switched off here',
    message: 'The operator of this server has switched off the app that sent you here.',
    whatToDo: ['Ask the operator of this server about it. Nothing of yours was sent to the app.'],
  },
  invalid_redirect_uri: {
    status: 400,
    title: 'The app asked for an answer at an unknown address',
    message:
      'The return address does not match the ones this app registered. To protect you, nothing was sent there.',
    whatToDo: [
      'If you followed a link from somebody, close this window.',
      'If you were connecting an app yourself, remove the connection there and add it again.',
    ],
  },
  invalid_request: {
    status: 400,
    title: 'The app sent something this server cannot use',
    message:
      'The request is incomplete or contradicts itself, so there is nothing to sign in to yet.',
    whatToDo: [FROM_YOUR_APP, TELL_THE_MAKERS],
  },
  /** this browser does not know the interaction: an old tab, or one of somebody else */
  stale_interaction: {
    status: 400,
    title: 'This page is out of date',
    message:
      'The sign-in it belongs to is finished, has expired, or was begun in another browser or profile.',
    whatToDo: [
      'If your app is connected already, you can close this window.',
      `Otherwise: ${FROM_YOUR_APP.charAt(0).toLowerCase()}${FROM_YOUR_APP.slice(1)}`,
    ],
  },
  /** the upstream callback was opened in a browser that did not begin the sign-in, or twice */
  browser_mismatch: {
    status: 403,
    title: 'This sign-in was not begun here',
    message:
      'It was begun in another browser or too long ago, or somebody sent you the link. To protect you, it ends here.',
    whatToDo: [
      'If somebody sent you a link, close this window.',
      'If you were signing in yourself, allow cookies for this site and start again from your app, in one browser.',
    ],
  },
  cross_site_form: {
    status: 403,
    title: 'That did not come from this page',
    message:
      'A form arrived that this server did not show you, or that has expired. Nothing was changed.',
    whatToDo: ['Close this window.', FROM_YOUR_APP],
  },
  too_many_requests: {
    status: 429,
    title: 'Too many attempts',
    message: 'There were more requests from your network than this server takes in a short time.',
    whatToDo: ['Wait a few minutes and try again.'],
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    message: 'The address is wrong, or the page is gone.',
    whatToDo: ['Check the address, or go back to your app.'],
  },
  unavailable: {
    status: 503,
    title: 'This server cannot answer just now',
    message: 'It is waiting for its database. It is safe to try again.',
    whatToDo: ['Wait a minute and try again.', TELL_THE_OPERATOR],
  },
  server_error: {
    status: 500,
    title: 'Something went wrong on our side',
    message: 'It is not your fault, and nothing was shared.',
    whatToDo: ['Try again in a minute.', TELL_THE_OPERATOR],
  },
} as const satisfies Record<string, Problem>;

/** The situations that have a page, by stable code. */
export type ProblemCode = keyof typeof PROBLEMS;

/** All of them. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/**
 * The words for a situation.
 *
 * @param wait seconds until it is over, where that is known
 */
export function problem(code: ProblemCode, wait?: number): Problem {
  const words: Problem = PROBLEMS[code];
  if (code !== 'too_many_requests' || wait === undefined) return words;
  return { ...words, whatToDo: [`Try again in ${waitInWords(wait)}.`] };
}

/**
 * The situation for an OAuth error that could not be sent to a client (RFC 6749 §4.1.2.1). Known codes
 * have their own words; of the others a 4xx counts as `invalid_request`, and the rest as our own fault.
 */
export function problemOfOAuthError(error: string, status: number): ProblemCode {
  if (Object.hasOwn(PROBLEMS, error)) return error as ProblemCode;
  return status < 500 ? 'invalid_request' : 'server_error';
}
