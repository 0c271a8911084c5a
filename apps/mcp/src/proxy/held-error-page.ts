import { displayName, displaySentence } from '@gatehouse/display';

import { destinationInWords, escape, type ProxyPage, referenceOf } from './page.ts';

export interface HeldErrorPageOptions {
  /** The name that the client has registered. */
  readonly name: string | undefined;
  readonly redirect: string;
  /** The code of RFC 6749 §4.1.2.1. */
  readonly error: string;
  /** The redirect URI with the parameters of the error. It never contains an authorization code. */
  readonly target: string;
  readonly reference: string | undefined;
}

/**
 * The page for an error of a client that nobody has checked (OAuth 2.1 §7.12.2). It says what went wrong
 * and where the link leads. The browser leaves only when the user follows the link.
 */
export function heldErrorPage(options: HeldErrorPageOptions): ProxyPage {
  const { redirect, error, target, reference } = options;
  const { status, words: which } = pages.get(error) ?? broken;
  return (words) => {
    const { held } = words;
    const { title, message } = held[which];
    const app = `<bdi>${escape(displayName(options.name, held.withoutName))}</bdi>`;
    const destination = `<bdi>${destinationInWords(words, redirect)}</bdi>`;
    return {
      status,
      title,
      body:
        `<p>${message}</p>` +
        `<p>${held.who({ app })}</p>` +
        `<ul><li>${held.connecting}</li><li>${held.followedLink}</li></ul>` +
        `<p><a class="next" href="${escape(target)}" rel="noreferrer">` +
        `${held.goTo({ destination })}</a></p>` +
        `<dl><dt>${held.code}</dt><dd><code>${escape(displaySentence(error))}</code></dd></dl>` +
        referenceOf(words, reference),
    };
  };
}

interface HeldError {
  readonly status: number;
  readonly words: 'denied' | 'failed' | 'broken';
}

const broken: HeldError = { status: 400, words: 'broken' };

/** The errors with a page of their own. All others are faults of the client. */
const pages: ReadonlyMap<string, HeldError> = new Map([
  ['access_denied', { status: 200, words: 'denied' }],
  ['server_error', { status: 502, words: 'failed' }],
]);
